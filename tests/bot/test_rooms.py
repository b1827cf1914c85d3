"""The grammar of the course, and the place in it."""

from aiogram.methods import SendMessage

from backend.lessons.schemas import DoneNext
from tests.bot.conftest import Person, labels, marked
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram


class TestSkills:
    async def test_are_listed_by_level_with_how_well_each_is_known(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.strengths = {11: 3, 21: 1}
        await learner.writes("/skills")
        assert labels(telegram.last) == [
            ["✅ A1", "A2", "B1"],
            ["▰▰▰ Point 11"],
            ["· Point 12"],
            ["‹ Home"],
        ]
        await learner.presses("A2")

        assert labels(telegram.last)[:2] == [["A1", "✅ A2", "B1"], ["▰▱▱ Point 21"]]

    async def test_a_tap_explains_one_and_leads_back_to_its_level(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.strengths = {11: 2}
        await learner.writes("/skills")
        await learner.presses("A2")
        listed = telegram.last.text
        await learner.presses("Point 21")

        text = telegram.last.text or ""
        assert text.startswith("Point 21\nA2 · not met yet\nwent wrong 2 times\n")
        assert "The verb comes second <always> & everywhere." in text
        assert "Morgen ga ik naar huis.\nTomorrow I go home." in text
        assert marked(telegram.last, "italic") == ["Tomorrow I go home."]
        await learner.presses("Back")
        assert telegram.last.text == listed
        await learner.presses("A1")
        await learner.presses("Point 11")
        assert "A1 · ▰▰▱ on the way" in (telegram.last.text or "")
        assert len(telegram.all(SendMessage)) == 1

    async def test_one_can_be_practised(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/skills")
        await learner.presses("Point 12")
        await learner.presses("Practise this")

        assert api.bodies[-1] == {"go_on": False, "focus": 12}
        assert "Ik _____ moe." in (telegram.last.text or "")

    async def test_one_out_of_reach_says_when_it_comes_and_offers_no_practice(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/skills")
        await learner.presses("B1")
        await learner.presses("Point 31")

        assert "It comes at level B1." in (telegram.last.text or "")
        assert labels(telegram.last) == [["‹ Back"]]

    async def test_one_without_an_exercise_says_so_and_leads_on(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [DoneNext(focus=12)]
        await learner.writes("/skills")
        await learner.presses("Point 12")
        await learner.presses("Practise this")

        assert "no exercise on this one" in (telegram.last.text or "")
        assert labels(telegram.last) == [["▶ Practise"], ["📘 Grammar"]]


class TestCourse:
    async def test_says_where_the_learner_is_and_what_comes(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/course")

        text = telegram.last.text or ""
        assert "▰▰▱▱▱▱▱▱▱▱ point 7 of 31\nNow: Verb in second place" in text
        assert "Then\n• Plural\n• Negation" in text
        assert "Food and drink · Travel" in text
        assert labels(telegram.last)[0] == ["▶ Practise"]

    async def test_changes_the_level_in_place_and_only_when_it_is_another(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/course")
        assert labels(telegram.last)[1] == ["✅ A1", "A2", "B1"]
        asked = len(api.bodies)
        await learner.presses("A1")
        assert len(api.bodies) == asked
        await learner.presses("A2")

        assert labels(telegram.last)[1] == ["A1", "✅ A2", "B1"]
        assert api.users[7].profiles[0].level == "A2"

    async def test_leads_to_grammar_languages_and_home(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/course")
        await learner.presses("Grammar")
        assert "Grammar · A1" in (telegram.last.text or "")
        await learner.presses("Home")
        await learner.presses("Course")
        await learner.presses("Switch language")
        assert "Your languages" in (telegram.last.text or "")

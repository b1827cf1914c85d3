from bot.learners import People
from tests.bot.conftest import Person, labels
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram


class TestStart:
    async def test_speaks_russian_to_who_does_and_offers_no_course_in_it(
        self, person: Person, telegram: FakeTelegram
    ) -> None:
        person.language_code = "ru"

        await person.writes("/start")

        assert "Какой язык" in (telegram.last.text or "")
        await person.presses("English")

    async def test_the_interface_language_can_be_switched_before_anything_else(
        self, person: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await person.writes("/start")
        assert not any("English (" in label for row in labels(telegram.last) for label in row)
        await person.presses("По-русски")

        assert "Какой язык" in (telegram.last.text or "")
        await person.presses("English (ru)")
        await person.presses("A2")
        await person.presses("2 подхода")
        [profile] = api.users[7].profiles
        assert (profile.native, profile.target, profile.level) == ("ru", "en", "A2")
        assert profile.daily_goal == 2

    async def test_back_leads_back(self, person: Person, telegram: FakeTelegram) -> None:
        await person.writes("/start")
        welcome = telegram.last.text
        await person.presses("Dutch")
        await person.presses("A1")
        await person.presses("Back")
        await person.presses("Back")

        assert telegram.last.text == welcome

    async def test_a_bot_bound_to_one_language_asks_only_level_and_goal(
        self, person: Person, people: People, api: StandIn, telegram: FakeTelegram
    ) -> None:
        people.bot_language = "bg"
        await person.writes("/start")
        await person.presses("A1")
        await person.presses("3 sets")

        assert api.users[7].profiles[0].target == "bg"
        assert api.bodies[0]["bot_language"] == "bg"
        assert "_____" in (telegram.last.text or "")

    async def test_whoever_writes_anything_first_is_welcomed(
        self, person: Person, telegram: FakeTelegram
    ) -> None:
        await person.writes("hello")

        assert "What would you like to learn?" in (telegram.last.text or "")


class TestHome:
    async def test_leads_to_another_language_through_the_course(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/start")
        await learner.presses("Course")
        await learner.presses("Switch language")

        assert "Your languages" in (telegram.last.text or "")

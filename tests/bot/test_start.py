from bot.learners import People
from tests.bot.conftest import Person, labels
from tests.bot.stand_in import StandIn
from tests.bot.test_texts import plain_texts
from tests.fakes.telegram import FakeTelegram

ENGLISH_ONLY = plain_texts("en") - plain_texts("nl") - {"🌐 In English"}


def assert_dutch(telegram: FakeTelegram, line: str, label: str) -> None:
    """These are on the screen, and no text of it is English where Dutch has another."""
    shown = telegram.last.text or ""
    pressed = [each for row in labels(telegram.last) for each in row]
    assert line in shown
    assert label in pressed
    assert not {*shown.splitlines(), *pressed} & ENGLISH_ONLY


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

    async def test_every_other_interface_language_is_one_tap_away(
        self, person: Person, telegram: FakeTelegram
    ) -> None:
        english, dutch, russian = "🌐 In English", "🌐 In het Nederlands", "🌐 По-русски"
        await person.writes("/start")
        assert labels(telegram.last)[-1] == [dutch, russian]
        await person.presses(dutch)
        assert labels(telegram.last)[-1] == [english, russian]
        await person.presses(russian)
        assert labels(telegram.last)[-1] == [english, dutch]

    async def test_whoever_speaks_dutch_reads_dutch_until_the_first_exercise(
        self, person: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        person.language_code = "nl"
        await person.writes("/start")
        assert_dutch(telegram, "Welke taal wil je leren?", "🌐 In English")
        await person.presses("Bulgaars")
        assert_dutch(telegram, "Bulgaars: hoe goed ken je het al?", "🌱 Ik begin net · A1")
        await person.presses("A1")
        assert_dutch(telegram, "Eén rondje is vijf oefeningen.", "1 rondje · zo'n 3 min")
        await person.presses("1 rondje")
        assert_dutch(telegram, "Kies het woord dat past.", "🤷 Weet ik niet")

        [profile] = api.users[7].profiles
        assert (profile.native, profile.target) == ("nl", "bg")

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

from datetime import UTC, datetime

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage

from backend.exercises.aloud import Trend
from backend.lessons.schemas import LimitNext, Offer, PraiseNext, RestNext
from bot.settings_menu.callbacks import NativePressed, ZonePressed
from bot.settings_menu.view import settings
from bot.texts import Texts
from tests.bot.conftest import Person, labels
from tests.bot.course import a_language
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

UNTIL = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)


def praise() -> PraiseNext:
    return PraiseNext(
        right=4,
        size=5,
        sets_today=1,
        daily_goal=3,
        streak=1,
        streak_grew=True,
        offers=[Offer.go_on],
    )


def rest() -> RestNext:
    return RestNext(
        until=UNTIL,
        right=3,
        size=5,
        sets_today=3,
        daily_goal=3,
        streak=12,
        streak_grew=False,
        offers=[Offer.remind, Offer.go_on],
    )


class TestBetweenExercises:
    async def test_praise_stands_under_the_last_verdict_and_leads_on(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [praise()]
        await learner.presses("ben")
        assert "★★★★☆ 4 of 5" in (telegram.last.text or "")
        assert "▰▱▱ 1 of 3 sets today" in (telegram.last.text or "")
        await learner.presses("Next set")

        assert api.bodies[-1] == {"go_on": True}
        assert "_____" in (telegram.last.text or "")

    async def test_rest_says_until_when_in_the_time_zone_of_the_learner(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        await learner.presses_data(ZonePressed(zone="Europe/Moscow").pack(), on=telegram.last)
        api.then = [rest()]
        await learner.writes("ben")

        assert "18:40" in (telegram.last.text or "")
        assert labels(telegram.last) == [["🔔 Remind me"], ["Go on anyway"]]

    async def test_a_reminder_is_a_toast_and_a_line_and_the_button_goes(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [rest()]
        await learner.presses("ben")
        telegram.forget()
        update = await learner.presses("Remind me")

        toast, edit = telegram.said
        assert isinstance(toast, AnswerCallbackQuery)
        assert toast.text == "I'll write to you at 15:40 UTC."
        assert isinstance(edit, EditMessageText)
        assert labels(telegram.last) == [["Go on anyway"]]
        assert ("POST", "/profiles/70/reminder") in api.asked
        shown = telegram.last.text
        await learner.again(update)
        assert telegram.last.text == shown

    async def test_a_rest_that_is_over_by_now_leads_on(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then, api.reminder = [rest()], None
        await learner.presses("ben")
        await learner.presses("Remind me")

        assert "Ik _____ moe." in (telegram.last.text or "")

    async def test_the_limit_of_the_day_says_when_it_ends_and_is_no_dead_end(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [LimitNext(until=UNTIL, answered_today=50, streak=2, offers=[Offer.tomorrow])]
        await learner.presses("ben")

        assert "50 answers today" in (telegram.last.text or "")
        assert labels(telegram.last) == [["📈 Progress"]]


class TestPractice:
    async def test_shows_the_open_exercise_again_and_only_it_has_buttons(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        first = telegram.last
        await learner.writes("/practice")

        assert len(api.attempts) == 1
        assert "Ik _____ moe." in (telegram.last.text or "")
        assert telegram.messages[first.message_id].reply_markup is None


class TestProgress:
    async def test_says_how_it_is_going_and_leads_back(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.streak = 3
        await learner.writes("/progress")

        text = telegram.last.text or ""
        assert "🔥 3 days in a row · best: 5" in text
        assert "▰▰▱▱▱ Verb in second place" in text
        await learner.presses("Home")
        assert "Dutch · A1" in (telegram.last.text or "")

    @pytest.mark.parametrize(
        ("speaking", "line"),
        [
            (Trend(readings=3), "🗣 Read 2 more sentences aloud, and I can tell you how it goes"),
            (
                Trend(readings=12, days=27, before=74, now=81),
                "🗣 Reading aloud: 74 → 81 in 4 weeks",
            ),
            (
                Trend(readings=8, days=2, before=81, now=74),
                "🗣 Reading aloud: 81 → 74 in your last 8 sentences",
            ),
            (Trend(readings=8, days=9, before=80, now=81), "🗣 Reading aloud: a steady 81"),
        ],
    )
    async def test_says_how_reading_aloud_goes(
        self, learner: Person, telegram: FakeTelegram, api: StandIn, speaking: Trend, line: str
    ) -> None:
        api.speaking = speaking
        await learner.writes("/progress")
        assert line in (telegram.last.text or "").splitlines()

    async def test_says_nothing_of_it_to_who_never_read_aloud(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/progress")
        assert "🗣" not in (telegram.last.text or "")


class TestSettings:
    async def test_every_button_says_what_is_set_and_sets_the_next(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.writes("/settings")
        telegram.forget()
        await learner.presses("Level: A1")
        await learner.presses("Goal: 1 set")
        await learner.presses("Explanations: 🇬🇧 English")
        await learner.presses("Menus: English")

        [profile] = api.users[7].profiles
        assert (profile.level, profile.daily_goal, profile.native) == ("A2", 2, "nl")
        assert api.users[7].locale == "nl"
        assert [row[0].split(":")[0] for row in labels(telegram.last)][:4] == [
            "Menu's",
            "Uitleg",
            "Niveau",
            "Doel",
        ]
        assert telegram.all(SendMessage) == []
        assert len(telegram.all(EditMessageText)) == 4

    async def test_the_languages_go_round(self, learner: Person, api: StandIn) -> None:
        await learner.writes("/settings")
        for shown, after in (
            ("Menus: English", "nl"),
            ("Menu's: Nederlands", "ru"),
            ("Меню: русский", "en"),
        ):
            await learner.presses(shown)
            assert api.users[7].locale == after
        for named, after in (
            ("Explanations: 🇬🇧 English", "nl"),
            ("Explanations: 🇳🇱 Nederlands", "ru"),
            ("Explanations: 🇷🇺 Русский", "en"),
        ):
            await learner.presses(named)
            [profile] = api.users[7].profiles
            assert profile.native == after

    @pytest.mark.parametrize(
        ("native", "named", "after"), [("en", "English", "ru"), ("nl", "English", "ru")]
    )
    async def test_only_what_explains_the_course_is_offered(
        self, learner: Person, api: StandIn, native: str, named: str, after: str
    ) -> None:
        await learner.writes("/settings")
        user = api.users[7]
        profile = user.profiles[0].model_copy(update={"native": native})
        course = a_language("nl", "Dutch", "🇳🇱").model_copy(update={"explained": ["en", "ru"]})

        screen = settings(user, profile, course, Texts("en"), now=UNTIL)

        assert screen.keyboard
        shown = screen.keyboard.inline_keyboard[1][0]
        assert shown.text.endswith(named)
        assert shown.callback_data == NativePressed(native=after).pack()

    async def test_the_same_press_twice_sets_once(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.writes("/settings")
        update = await learner.presses("Level: A1")
        await learner.again(update)

        assert api.users[7].profiles[0].level == "A2"

    async def test_the_time_zone_is_chosen_by_the_clock(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.writes("/settings")
        await learner.presses("Time:")
        await learner.presses("Another time")
        assert sum(len(row) for row in labels(telegram.last)) == 12 + 1
        await learner.presses("Tokyo")

        assert api.users[7].timezone == "Asia/Tokyo"
        assert any("Tokyo" in label for row in labels(telegram.last) for label in row)

    async def test_a_second_course_can_be_left_at_every_step(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/language")
        courses = telegram.last.text
        await learner.presses("Another")
        await learner.presses("Back")
        assert telegram.last.text == courses
        await learner.presses("Another")
        await learner.presses("English")
        await learner.presses("Back")
        assert telegram.last.text == courses

    async def test_places_have_names_in_the_language_of_the_reader(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/settings")
        await learner.presses("Menus: English")
        await learner.presses("Menu's: Nederlands")
        await learner.presses("Время:")
        await learner.presses("Другое время")
        await learner.presses("Лос-Анджелес")

        assert any("Лос-Анджелес" in label for row in labels(telegram.last) for label in row)


class TestCourses:
    async def test_switches_in_one_tap_and_keeps_the_old_exercise_answerable(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        dutch = telegram.last
        await learner.writes("/language")
        await learner.presses("Another language")
        await learner.presses("Bulgarian")
        await learner.presses("A2")
        await learner.presses("1 set")
        await learner.writes("/language")
        assert labels(telegram.last)[:2] == [["🇳🇱 Dutch · A1"], ["✅ 🇧🇬 Bulgarian · A2"]]
        await learner.presses("Dutch")

        assert labels(telegram.last)[:2] == [["✅ 🇳🇱 Dutch · A1"], ["🇧🇬 Bulgarian · A2"]]
        assert api.users[7].profile_id == 70
        await learner.presses("ben", on=dutch)
        assert api.attempts[800].answer is not None

    async def test_a_course_of_somebody_else_is_not_taken_up(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.presses_data("cp:999", on=telegram.last)

        assert telegram.calls() == ["AnswerCallbackQuery"]
        assert api.users[7].profile_id == 70


class TestGuide:
    async def test_help_names_the_commands(self, learner: Person, telegram: FakeTelegram) -> None:
        await learner.writes("/help")

        for command in ("/practice", "/progress", "/language", "/settings"):
            assert command in (telegram.last.text or "")

    async def test_an_unknown_command_gets_the_known_ones(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/dance")

        assert "don't know that command" in (telegram.last.text or "")
        assert "/practice" in (telegram.last.text or "")

    async def test_groups_are_left_alone(self, learner: Person, telegram: FakeTelegram) -> None:
        await learner.writes("/help", chat={"id": -100, "type": "group", "title": "class"})

        assert telegram.said == []

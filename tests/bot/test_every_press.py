"""What holds for every button there is."""

import asyncio
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from aiogram import Dispatcher
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import AnswerCallbackQuery, EditMessageText

import bot as package
from backend.errors import AppError
from backend.kit.levels import Level
from bot import turns
from bot.courses.callbacks import CoursePressed
from bot.exercises.callbacks import (
    ChipPressed,
    ChoicePressed,
    GiveUpPressed,
    OrderPressed,
    SelfCheckPressed,
)
from bot.learners import People
from bot.lessons.callbacks import PractisePressed, RemindPressed
from bot.menu import (
    CoursesPressed,
    HomePressed,
    NewCoursePressed,
    ProgressPressed,
    SettingsPressed,
)
from bot.settings_menu.callbacks import (
    GoalSetPressed,
    LevelSetPressed,
    LocalePressed,
    NativePressed,
    ZonePressed,
    ZonesPressed,
)
from bot.settings_menu.view import ZONES
from bot.start.callbacks import GoalPressed, LevelPressed, TargetPressed, WelcomePressed
from tests.bot.conftest import Person
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

ID = 999_999_999_999
LONGEST = max(ZONES, key=len)
PRESSES: list[CallbackData] = [
    ChoicePressed(attempt_id=ID, choice=99),
    ChipPressed(attempt_id=ID, letters="abcdefghijklmno"),
    OrderPressed(attempt_id=ID, letters="abcdefghijklmno"),
    GiveUpPressed(attempt_id=ID),
    SelfCheckPressed(attempt_id=ID, right=True),
    PractisePressed(go_on=True),
    RemindPressed(),
    CoursePressed(profile_id=ID),
    CoursesPressed(),
    HomePressed(),
    NewCoursePressed(),
    ProgressPressed(),
    SettingsPressed(),
    GoalSetPressed(goal=20),
    LevelSetPressed(level=Level.b2),
    LocalePressed(locale="ru"),
    NativePressed(native="ru"),
    ZonePressed(zone=LONGEST),
    ZonesPressed(),
    WelcomePressed(native="ru"),
    TargetPressed(native="ru", target="srp"),
    LevelPressed(native="ru", target="srp", level=Level.a1),
    GoalPressed(native="ru", target="srp", level=Level.a1, goal=20),
]
every_press = pytest.mark.parametrize("press", PRESSES, ids=lambda it: type(it).__name__)


def callbacks() -> Iterator[type[CallbackData]]:
    for module in pkgutil.walk_packages(package.__path__, "bot."):
        import_module(module.name)
    for kind in CallbackData.__subclasses__():
        if kind.__module__.startswith("bot."):
            yield kind


def test_every_callback_is_tried_here() -> None:
    assert {type(press) for press in PRESSES} == set(callbacks())


def test_no_two_callbacks_share_a_prefix() -> None:
    prefixes = [kind.__prefix__ for kind in callbacks()]
    assert len(prefixes) == len(set(prefixes))


@every_press
def test_fits_into_a_button_and_comes_back_the_same(press: CallbackData) -> None:
    assert len(press.pack().encode()) <= 64
    assert type(press).unpack(press.pack()) == press


@every_press
class TestPress:
    async def test_is_answered_before_anything_else(
        self, learner: Person, telegram: FakeTelegram, press: CallbackData
    ) -> None:
        await learner.presses_data(press.pack(), on=telegram.last)

        assert isinstance(telegram.said[0], AnswerCallbackQuery)
        assert len(telegram.all(AnswerCallbackQuery)) == 1

    async def test_is_answered_with_an_alert_when_the_backend_is_away(
        self,
        learner: Person,
        telegram: FakeTelegram,
        press: CallbackData,
        api: StandIn,
        people: People,
    ) -> None:
        people._languages.clear()
        people._users.clear()
        api.away = True
        await learner.presses_data(press.pack(), on=telegram.last)

        [alert] = telegram.said
        assert isinstance(alert, AnswerCallbackQuery)
        assert alert.show_alert
        assert "not lost" in (alert.text or "")

    async def test_is_answered_with_a_code_when_something_breaks(
        self,
        learner: Person,
        telegram: FakeTelegram,
        press: CallbackData,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        async def break_down(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(People, "learner", break_down)
        update = await learner.presses_data(press.pack(), on=telegram.last)

        [alert] = telegram.said
        assert isinstance(alert, AnswerCallbackQuery)
        assert str(update.update_id) in (alert.text or "")


class TestFailure:
    async def test_of_an_edit_is_told_and_counted(
        self, learner: Person, telegram: FakeTelegram, dispatcher: Dispatcher
    ) -> None:
        telegram.refuse(EditMessageText, "Bad Request: can't parse entities")
        update = await learner.presses("ben")

        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText", "SendMessage"]
        assert str(update.update_id) in (telegram.last.text or "")
        registry = dispatcher["metrics"].registry
        labels = {"error": "TelegramBadRequest"}
        assert registry.get_sample_value("tutor_unexpected_errors_total", labels) == 1

    async def test_of_telling_does_not_stop_the_next_update(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.away = True
        telegram.fail(AnswerCallbackQuery, ConnectionError())
        await learner.presses("ben")
        api.away = False
        await learner.presses("ben")

        assert "Ik ben moe." in (telegram.last.text or "")

    async def test_without_the_backend_a_message_gets_a_line(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.away = True
        await learner.writes("ben")

        assert telegram.calls() == ["SendMessage"]
        assert "can't reach my notes" in (telegram.last.text or "")

    async def test_a_refusal_that_nobody_foresaw_has_a_code(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.refuse = AppError()
        update = await learner.presses("ben")

        [alert] = telegram.all(AnswerCallbackQuery)
        assert str(update.update_id) in (alert.text or "")

    async def test_of_the_backend_while_welcoming_is_told_too(
        self, person: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.broken = {"/languages"}
        await person.writes("/start")
        assert "reach my notes" in (telegram.last.text or "")
        await person.presses_data("p:0", on=telegram.last)

        [alert] = telegram.all(AnswerCallbackQuery)
        assert alert.show_alert

    async def test_of_what_was_remembered_is_mended_by_the_next_press(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.users.clear()
        api.attempts.clear()
        await learner.presses("ben")
        await learner.presses_data("p:0", on=telegram.last)

        assert "What would you like to learn?" in (telegram.last.text or "")

    async def test_speaks_the_language_of_the_person(
        self, person: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        person.language_code = "ru"
        api.away = True
        await person.writes("/start")

        assert "Не могу добраться" in (telegram.last.text or "")

    async def test_a_slow_backend_does_not_keep_the_button_spinning(
        self,
        learner: Person,
        telegram: FakeTelegram,
        people: People,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        released = asyncio.Event()
        knows = people.learner

        async def slowly(turn: turns.Turn) -> object:
            await released.wait()
            return await knows(turn)

        monkeypatch.setattr(turns, "PATIENCE", 0.01)
        monkeypatch.setattr(people, "learner", slowly)
        pressing = asyncio.create_task(learner.presses("ben"))
        async with asyncio.timeout(5):
            while not telegram.said:
                await asyncio.sleep(0.01)
        assert telegram.calls() == ["AnswerCallbackQuery"]
        released.set()
        await pressing

        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"]


class TestOrder:
    async def test_presses_of_one_chat_are_handled_one_after_the_other(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        shown = telegram.last
        presses = [learner.presses("ben", on=shown), learner.presses("bent", on=shown)]
        await asyncio.gather(*presses, learner.presses("is", on=shown))

        texts = {one.text for one in telegram.all(EditMessageText)}
        assert len(texts) == 1
        assert len(api.attempts) == 2

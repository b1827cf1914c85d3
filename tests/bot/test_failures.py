"""What a person sees when something goes wrong, and what goes on all the same."""

import asyncio

import pytest
from aiogram import Dispatcher
from aiogram.exceptions import TelegramForbiddenError
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendChatAction, SendMessage

from backend.errors import AppError
from bot import turns
from bot.learners import People
from bot.metrics import Metrics
from tests.bot.conftest import Person
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram


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

    async def test_to_reach_who_has_blocked_the_bot_is_no_error(
        self, learner: Person, telegram: FakeTelegram, metrics: Metrics
    ) -> None:
        blocked = TelegramForbiddenError(method=SendMessage(chat_id=7, text="x"), message="blocked")
        telegram.fail(SendMessage, blocked)
        await learner.writes("/practice")

        labels = {"error": "TelegramForbiddenError"}
        assert not metrics.registry.get_sample_value("tutor_unexpected_errors_total", labels)

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

    async def test_a_refusal_speaks_the_language_that_was_set(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.writes("/settings")
        await learner.presses("Menus: English")
        await learner.presses("Menu's: Nederlands")
        api.attempts.clear()
        await learner.writes("ben")

        assert "Начнём?" in (telegram.last.text or "")


class TestSlowness:
    @pytest.fixture
    def released(self, people: People, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
        """The backend answers once this is set."""
        released = asyncio.Event()
        knows = people.learner

        async def slowly(turn: turns.Turn) -> object:
            await released.wait()
            return await knows(turn)

        monkeypatch.setattr(turns, "PATIENCE", 0.01)
        monkeypatch.setattr(people, "learner", slowly)
        return released

    async def test_does_not_keep_the_button_spinning(
        self, learner: Person, telegram: FakeTelegram, released: asyncio.Event
    ) -> None:
        pressing = asyncio.create_task(learner.presses("ben"))
        await something_said(telegram)
        assert telegram.calls() == ["AnswerCallbackQuery"]
        released.set()
        await pressing

        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"]

    async def test_shows_who_wrote_that_an_answer_is_on_its_way(
        self, learner: Person, telegram: FakeTelegram, released: asyncio.Event
    ) -> None:
        writing = asyncio.create_task(learner.writes("ben"))
        await something_said(telegram)
        [typing] = telegram.said
        assert isinstance(typing, SendChatAction)
        assert typing.action == "typing"
        released.set()
        await writing

        assert (telegram.last.text or "").startswith("✅")

    async def test_of_a_chat_that_cannot_be_told_is_let_be(
        self, learner: Person, telegram: FakeTelegram, released: asyncio.Event
    ) -> None:
        telegram.refuse(SendChatAction, "Bad Request: chat not found")
        writing = asyncio.create_task(learner.writes("ben"))
        await something_said(telegram)
        released.set()
        await writing

        assert (telegram.last.text or "").startswith("✅")


async def something_said(telegram: FakeTelegram) -> None:
    async with asyncio.timeout(5):
        while not telegram.said:
            await asyncio.sleep(0.01)

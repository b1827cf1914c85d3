import asyncio
import json
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from aiogram.types import Message, Update

from bot import polling as module
from bot.intake import Intake
from bot.metrics import Metrics
from bot.polling import Polling
from tests.fakes.telegram import FakeTelegram


def an_update(update_id: int, *, chat: int = 7, text: str = "x") -> dict[str, Any]:
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1,
            "chat": {"id": chat, "type": "private"},
            "from": {"id": chat, "is_bot": False, "first_name": "Ada"},
            "text": text,
        },
    }


def updates(*ids: int, chat: int = 7) -> list[Update]:
    return [Update.model_validate(an_update(one, chat=chat)) for one in ids]


class Handled:
    """A dispatcher whose only handler remembers, and may be told to hang or to fail."""

    def __init__(self) -> None:
        self.dispatcher = Dispatcher(disable_fsm=True)
        self.dispatcher.message.register(self._handle)
        self.ids: list[int] = []
        self.begun = asyncio.Event()
        self.hang: set[int] = set()
        self.fail: set[int] = set()

    async def _handle(self, message: Message) -> None:
        self.begun.set()
        if message.message_id in self.hang:
            await asyncio.Event().wait()
        if message.message_id in self.fail:
            raise ZeroDivisionError
        await asyncio.sleep(0)
        self.ids.append(message.message_id)


@pytest.fixture
def handled() -> Handled:
    return Handled()


@pytest.fixture
def polling(bot: Bot, handled: Handled, metrics: Metrics) -> Polling:
    intake = Intake(handled.dispatcher, bot, metrics, limit_s=0.2)
    return Polling(bot, intake, metrics, allowed=["message"], wait_s=1)


@pytest.fixture
async def stop() -> asyncio.Event:
    return asyncio.Event()


async def until(stop: asyncio.Event, polling: Polling, telegram: FakeTelegram) -> None:
    """Runs the loop until Telegram has nothing left to give."""
    running = asyncio.create_task(polling.run(stop))
    async with asyncio.timeout(10):
        while telegram.batches or len(telegram.all(GetUpdates)) < 2:
            await asyncio.sleep(0.01)
        stop.set()
        await running


def offsets(telegram: FakeTelegram) -> list[int | None]:
    return [one.offset for one in telegram.all(GetUpdates)]


class TestRun:
    async def test_asks_for_the_next_batch_when_the_one_before_is_handled(
        self, polling: Polling, telegram: FakeTelegram, handled: Handled, stop: asyncio.Event
    ) -> None:
        telegram.batches = [updates(10, 11), updates(12)]
        await until(stop, polling, telegram)

        assert offsets(telegram)[:3] == [None, 12, 13]
        assert handled.ids == [10, 11, 12]

    async def test_a_killed_process_has_confirmed_nothing_of_its_last_batch(
        self, polling: Polling, telegram: FakeTelegram, handled: Handled, stop: asyncio.Event
    ) -> None:
        telegram.batches = [updates(10), updates(11, 12)]
        handled.hang = {12}
        polling._intake._limit_s = 60
        running = asyncio.create_task(polling.run(stop))
        async with asyncio.timeout(10):
            while 11 not in handled.ids:
                await asyncio.sleep(0.01)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

        assert offsets(telegram) == [None, 11]

    async def test_stopping_finishes_the_batch_and_confirms_it(
        self, polling: Polling, telegram: FakeTelegram, handled: Handled, stop: asyncio.Event
    ) -> None:
        telegram.batches = [updates(10, 11, 12)]
        running = asyncio.create_task(polling.run(stop))
        await handled.begun.wait()
        stop.set()
        async with asyncio.timeout(10):
            await running

        assert handled.ids == [10, 11, 12]
        assert offsets(telegram)[-1] == 13

    async def test_one_that_hangs_or_fails_is_let_go(
        self,
        polling: Polling,
        telegram: FakeTelegram,
        handled: Handled,
        stop: asyncio.Event,
        metrics: Metrics,
    ) -> None:
        telegram.batches = [updates(10, 11, 12)]
        handled.hang, handled.fail = {10}, {11}
        await until(stop, polling, telegram)

        assert handled.ids == [12]
        assert offsets(telegram)[-1] == 13
        for error in ("TimeoutError", "ZeroDivisionError"):
            counted = metrics.registry.get_sample_value(
                "tutor_unexpected_errors_total", {"error": error}
            )
            assert counted == 1

    async def test_one_chat_does_not_wait_for_another(
        self, polling: Polling, telegram: FakeTelegram, handled: Handled, stop: asyncio.Event
    ) -> None:
        telegram.batches = [[*updates(10, 11), *updates(20, 21, chat=8)]]
        handled.hang = {10}
        await until(stop, polling, telegram)

        assert handled.ids == [20, 21, 11]

    async def test_goes_on_after_telegram_was_away(
        self,
        polling: Polling,
        telegram: FakeTelegram,
        handled: Handled,
        stop: asyncio.Event,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(polling, "_pause_s", 0.01)
        method = GetUpdates()
        telegram.fail(GetUpdates, TelegramNetworkError(method=method, message="away"))
        telegram.fail(GetUpdates, TelegramRetryAfter(method=method, message="x", retry_after=0))
        telegram.batches = [updates(10)]
        await until(stop, polling, telegram)

        assert handled.ids == [10]
        assert polling._pause_s == module.FIRST_PAUSE_S

    async def test_passes_over_an_update_that_nobody_can_read(
        self, polling: Polling, telegram: FakeTelegram, handled: Handled, stop: asyncio.Event
    ) -> None:
        broken = {"update_id": 11, "message": {"message_id": "what"}}
        data = {"ok": True, "result": [an_update(10), broken]}
        telegram.fail(
            GetUpdates, ClientDecodeError("x", ValueError(), json.loads(json.dumps(data)))
        )
        await until(stop, polling, telegram)

        assert handled.ids == [10]
        assert offsets(telegram)[-1] == 12

    async def test_a_token_that_telegram_does_not_know_ends_it(
        self, polling: Polling, telegram: FakeTelegram, stop: asyncio.Event
    ) -> None:
        telegram.fail(GetUpdates, TelegramUnauthorizedError(method=GetUpdates(), message="no"))
        with pytest.raises(TelegramUnauthorizedError):
            await polling.run(stop)

    async def test_remembers_when_it_last_polled(
        self, polling: Polling, telegram: FakeTelegram, stop: asyncio.Event, metrics: Metrics
    ) -> None:
        await until(stop, polling, telegram)

        assert (metrics.registry.get_sample_value("tutor_last_poll_timestamp_seconds") or 0) > 1e9

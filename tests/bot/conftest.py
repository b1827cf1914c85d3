import itertools
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Message, Update
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from prometheus_client import CollectorRegistry

from backend.client import Backend
from backend.kit.clock import utc_now
from bot.intake import Intake
from bot.learners import People
from bot.main import create_dispatcher
from bot.metrics import CountCalls, Metrics
from tests.bot.stand_in import TOKEN, StandIn
from tests.fakes.telegram import FakeTelegram

UPDATE_IDS = itertools.count(5000)


@pytest.fixture(scope="session", autouse=True)
def quiet_logs() -> Iterator[None]:
    """Unconfigured, structlog draws every traceback with all its values, which takes seconds."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()


@pytest.fixture
def api() -> StandIn:
    return StandIn()


@pytest.fixture
async def backend(api: StandIn) -> AsyncIterator[Backend]:
    async with Backend("http://api", TOKEN, transport=httpx2.MockTransport(api)) as client:
        yield client


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(CollectorRegistry())


@pytest.fixture
def telegram(metrics: Metrics) -> FakeTelegram:
    session = FakeTelegram()
    session.middleware(CountCalls(metrics))
    return session


@pytest.fixture
def bot(telegram: FakeTelegram) -> Bot:
    return Bot("42:TEST", session=telegram)


@pytest.fixture
def people(backend: Backend) -> People:
    return People(backend)


@pytest.fixture
def dispatcher(people: People, metrics: Metrics) -> Dispatcher:
    return create_dispatcher(people, metrics)


@pytest.fixture
def intake(dispatcher: Dispatcher, bot: Bot, metrics: Metrics) -> Intake:
    return Intake(dispatcher, bot, metrics)


@dataclass
class Person:
    """Somebody with a chat: writes and presses, as their client would tell the bot."""

    intake: Intake
    bot: Bot
    telegram: FakeTelegram
    id: int = 7
    language_code: str = "en"
    message_ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def writes(self, text: str, **changes: Any) -> Update:
        message = {"text": text, **changes}
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return await self.sends(**message)

    async def sends(self, **message: Any) -> Update:
        return await self._deliver(
            message={
                "message_id": next(self.message_ids),
                "date": int(utc_now().timestamp()),
                "chat": {"id": self.id, "type": "private"},
                "from": self._user(),
                **message,
            }
        )

    async def presses(self, label: str, *, on: Message | None = None) -> Update:
        """The first button whose label contains `label`, under the newest screen or `on`."""
        message = on or self.telegram.last
        return await self.presses_data(button(message, label), on=message)

    async def presses_data(self, data: str, *, on: Message | None = None, **changes: Any) -> Update:
        message = None if on is None else on.model_dump(mode="json", exclude_none=True)
        query = {
            "id": "1",
            "from": self._user(),
            "chat_instance": "1",
            "message": message,
            "data": data,
            **changes,
        }
        return await self._deliver(callback_query=query)

    async def again(self, update: Update) -> None:
        """The same update, delivered once more."""
        await self.intake.handle(update)

    async def _deliver(self, **event: Any) -> Update:
        raw = {"update_id": next(UPDATE_IDS), **event}
        update = Update.model_validate(raw, context={"bot": self.bot})
        await self.intake.handle(update)
        return update

    def _user(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": "Ada",
            "language_code": self.language_code,
        }


def button(message: Message, label: str) -> str:
    assert message.reply_markup is not None, "there are no buttons"
    pressed = [
        one.callback_data
        for row in message.reply_markup.inline_keyboard
        for one in row
        if label in one.text
    ]
    assert pressed, f"no button '{label}' in {labels(message)}"
    assert pressed[0] is not None, f"'{label}' cannot be pressed"
    return pressed[0]


def labels(message: Message) -> list[list[str]]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    return [[one.text for one in row] for row in rows]


@pytest.fixture
def person(intake: Intake, bot: Bot, telegram: FakeTelegram) -> Person:
    return Person(intake, bot, telegram)


@pytest.fixture
async def learner(person: Person, telegram: FakeTelegram) -> Person:
    """A person who has begun to learn Dutch and sees the first exercise."""
    await person.writes("/start")
    for label in ("Dutch", "A1", "1 set"):
        await person.presses(label)
    telegram.forget()
    return person


@asynccontextmanager
async def visiting(app: web.Application) -> AsyncIterator[ClientSession]:
    """A client of the application, which listens on a port of its own."""
    async with TestServer(app) as server, ClientSession(server.make_url("/")) as client:
        yield client


def marked(message: Message, kind: str) -> list[str]:
    return [
        one.extract_from(message.text or "") for one in message.entities or [] if one.type == kind
    ]

"""Admins and others in the chat, before the real API; only Telegram is played."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from aiogram import Bot
from prometheus_client import CollectorRegistry

from backend.client import Backend
from bot.intake import Intake
from bot.learners import People
from bot.main import create_dispatcher
from bot.metrics import Metrics
from tests.bot.conftest import Person
from tests.conftest import ADMIN
from tests.fakes.telegram import FakeTelegram

SECOND_ADMIN = 9002

Enter: TypeAlias = Callable[[int], Person]


@pytest.fixture
def enter(backend: Backend) -> Enter:
    """A person with a chat of their own; the bot forgets nothing between two of them."""
    people = People(backend)
    metrics = Metrics(CollectorRegistry())
    dispatcher = create_dispatcher(people, metrics)

    def enter(id: int) -> Person:
        telegram = FakeTelegram()
        bot = Bot("42:TEST", session=telegram)
        return Person(Intake(dispatcher, bot, metrics), bot, telegram, id=id)

    return enter


@pytest.fixture
async def admin(enter: Enter) -> Person:
    person = enter(int(ADMIN))
    await person.writes("/start")
    return person

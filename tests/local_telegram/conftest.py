from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, TypeAlias

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from infra.local.telegram.standin import StandIn, running_stand_in

TOKEN = "123456:a-token_of-TESTS"
ACCOUNT = f"{TOKEN}=Parley@parley_bot"
OTHER_TOKEN = "654321:another-token"
OTHER_ACCOUNT = f"{OTHER_TOKEN}=Other@other_bot"
STUDENT, SECOND, TEACHER, ADMIN = 1001, 1002, 2001, 9001

Raw: TypeAlias = Callable[..., Awaitable[tuple[int, dict[str, Any]]]]


class Clock:
    """Unix seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def stand_in(tmp_path: Path, clock: Clock) -> AsyncIterator[StandIn]:
    """Two bots and the default people; nobody has written to any bot yet."""
    async with running_stand_in(tmp_path, [ACCOUNT, OTHER_ACCOUNT], clock=clock) as server:
        yield server


@pytest.fixture(scope="session")
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
        yield session


@pytest.fixture(scope="session")
async def bot_session() -> AsyncIterator[AiohttpSession]:
    # Closing one takes a quarter of a second, so all tests share it.
    session = AiohttpSession(timeout=20)
    yield session
    await session.close()


@pytest.fixture
def bot(stand_in: StandIn, bot_session: AiohttpSession) -> Bot:
    bot_session.api = TelegramAPIServer.from_base(stand_in.url)
    return Bot(TOKEN, session=bot_session)


@pytest.fixture
def started(stand_in: StandIn) -> StandIn:
    """The student has pressed START, so the bot may write to them. That is message 1."""
    stand_in.start(STUDENT)
    return stand_in


@pytest.fixture
def raw(stand_in: StandIn, http: aiohttp.ClientSession) -> Raw:
    """Call a method with a JSON body: the status and the answer, whatever they are."""

    async def call(method: str, **params: Any) -> tuple[int, dict[str, Any]]:
        url = f"{stand_in.url}/bot{TOKEN}/{method}"
        async with http.post(url, json=params) as response:
            return response.status, await response.json()

    return call


@pytest.fixture
def refused(raw: Raw) -> Callable[..., Awaitable[str]]:
    """Call a method that must be refused with 400: the description."""

    async def call(method: str, **params: Any) -> str:
        status, body = await raw(method, **params)
        assert (status, body["ok"], body["error_code"]) == (400, False, 400), body
        return str(body["description"])

    return call

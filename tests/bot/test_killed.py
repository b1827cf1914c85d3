"""The bot as a process of its own, against the local Telegram and the real API, killed at work."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from backend.catalogue.load import load_all
from backend.db import Sessions
from infra.local.process import free_port
from infra.local.telegram.standin import StandIn, running_stand_in
from infra.local.telegram.store.messages import Message
from tests.conftest import TOKEN

ROOT = Path(__file__).parents[2]
BOT_TOKEN = "42:the-token_of-a-bot-that-is-killed"
PEOPLE = 4
PRESSES = 15
KILLS = 2
PATIENCE_S = 60


@dataclass
class Process:
    """`python -m bot.main`, which can be killed and started again."""

    env: dict[str, str]
    running: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self.running = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.main"),
            cwd=ROOT,
            env={**os.environ, **self.env},
            stdout=asyncio.subprocess.DEVNULL,
        )

    async def kill(self) -> None:
        assert self.running is not None
        if self.running.returncode is None:
            self.running.kill()
        await self.running.wait()

    async def stop(self) -> int:
        assert self.running is not None
        self.running.terminate()
        return await asyncio.wait_for(self.running.wait(), 20)


@pytest.fixture
async def town(tmp_path: Path, sessions: Sessions) -> AsyncIterator[StandIn]:
    assert await load_all(sessions)
    async with running_stand_in(tmp_path, [f"{BOT_TOKEN}=Parley@parley_bot"]) as stand_in:
        yield stand_in


@pytest.fixture(params=["polling", "webhook"])
async def process(
    town: StandIn, api_url: str, request: pytest.FixtureRequest
) -> AsyncIterator[Process]:
    env = {
        "PARLEY_BOT_TOKEN": BOT_TOKEN,
        "PARLEY_TELEGRAM_API_URL": town.url,
        "PARLEY_BACKEND_URL": api_url,
        "PARLEY_BACKEND_TOKEN": TOKEN,
    }
    if request.param == "webhook":
        port = str(free_port())
        env["PARLEY_WEBHOOK_URL"] = f"http://127.0.0.1:{port}"
        env["PARLEY_WEBHOOK_PORT"] = port
        env["PARLEY_WEBHOOK_SECRET"] = "a-secret_of-tests"
    process = Process(env)
    await process.start()
    yield process
    await process.kill()


def newest(town: StandIn, person: int) -> Message:
    return town.messages(person)[-1]


async def changed(town: StandIn, person: int, before: str) -> str:
    """What the newest message says, once it says something else than `before`."""
    for _ in range(PATIENCE_S * 20):
        text = str(newest(town, person).body.get("text"))
        if text != before:
            return text
        await asyncio.sleep(0.05)
    raise AssertionError(f"{person} got no reply to {before!r}")


def first_button(message: Message) -> str:
    """Of an exercise the last one, which gives up: it answers every kind."""
    rows = message.body["reply_markup"]["inline_keyboard"]
    row = rows[-1] if "/5 · " in message.body["text"] else rows[0]
    return str(row[0]["callback_data"])


async def practise(town: StandIn, person: int, presses: int = PRESSES) -> None:
    """Presses one button after the other, each once. Raises when one has no effect."""
    town.start(person)
    said = await changed(town, person, "/start")
    for _ in range(presses):
        message = newest(town, person)
        town.press(person, message.message_id, first_button(message))
        said = await changed(town, person, said)


class TestKilled:
    async def test_no_press_is_lost(self, town: StandIn, process: Process) -> None:
        people = [town.add_person(f"Person {number}").id for number in range(PEOPLE)]
        walking = asyncio.gather(*(practise(town, one) for one in people))
        chance = Random(1)
        for _ in range(KILLS):
            while not town.calls("editMessageText"):
                await asyncio.sleep(0.05)
            await asyncio.sleep(chance.random() / 4)
            assert not walking.done(), "everybody was done before the kill"
            await process.kill()
            town.ctx.calls.clear()
            await process.start()
        async with asyncio.timeout(PATIENCE_S):
            await walking

        assert town.pending() == 0
        assert not [call for call in town.calls("sendMessage") if "Code" in str(call)]


class TestStopped:
    async def test_ends_by_itself_with_everything_confirmed(
        self, town: StandIn, process: Process
    ) -> None:
        person = town.add_person("Ada").id
        await practise(town, person, presses=4)

        assert await process.stop() == 0
        assert town.pending() == 0

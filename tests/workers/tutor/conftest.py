import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import select

from backend.client import Backend
from backend.db import Sessions
from backend.gateways.telegram import Address, Message
from backend.jobs.models import JobRow, JobState
from backend.llm.service import Desk
from backend.settings import Settings
from backend.tutor.models import Turn
from infra.local.llm.running import Running
from tests.backend.tutor.talking import api_with_a_model
from tests.factories import Learner, a_course, a_learner
from tests.workers.conftest import BRISK
from tests.workers.telegram import FakeChats
from workers.context import Resources
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner
from workers.streaming import Writer


@pytest.fixture(scope="session")
async def modelled(settings: Settings) -> AsyncIterator[Backend]:
    async with api_with_a_model(settings) as client:
        yield client


@pytest.fixture
async def talker(modelled: Backend, sessions: Sessions) -> Learner:
    """Somebody who learns Dutch where there is a model to talk with."""
    await a_course(sessions)
    return await a_learner(modelled)


class Chats(FakeChats):
    """`edit_failures` are raised by edits alone, one for each. While it is `silent`, what is sent
    arrives and no answer comes back; edits of the messages in `stuck` never end. `meanwhile` is
    done once, while an edit is on its way."""

    def __init__(self) -> None:
        super().__init__()
        self.edit_failures: list[Exception] = []
        self.silent = False
        self.stuck: set[int] = set()
        self.meanwhile: Callable[[], Awaitable[Any]] | None = None

    async def send(self, to: Address, message: Message) -> int:
        message_id = await super().send(to, message)
        if self.silent:
            await asyncio.Event().wait()
        return message_id

    async def edit(self, to: Address, message_id: int, message: Message) -> None:
        if self.edit_failures:
            raise self.edit_failures.pop(0)
        if message_id in self.stuck:
            await asyncio.Event().wait()
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            await meanwhile()
        await super().edit(to, message_id, message)

    def said(self) -> list[str]:
        """What every message said when it was sent."""
        return [words["text"] for _, words in self.sent]


@pytest.fixture
def telegram() -> Chats:
    return Chats()


@dataclass(frozen=True)
class Crew:
    """A worker, its chats and its model."""

    resources: Resources
    chats: Chats
    model: Running

    def runner(self) -> Runner:
        return Runner(self.resources, all_handlers(), BRISK, Metrics(CollectorRegistry()))

    async def work(self, *kinds: str) -> list[str]:
        """Does what waits, of these kinds or all, until nothing does; what was done."""
        done: list[str] = []
        while jobs := await self.waiting(*kinds):
            for id, kind in jobs:
                await self.runner().run(id)
                done.append(kind)
            assert len(done) < 100
        return done

    async def waiting(self, *kinds: str) -> list[tuple[int, str]]:
        async with self.resources.sessions() as session:
            rows = await session.execute(
                select(JobRow.id, JobRow.kind)
                .where(JobRow.state == JobState.queued, JobRow.dispatch_no > 0)
                .order_by(JobRow.id)
            )
            found = [(id, kind.removeprefix("tutor.")) for id, kind in rows]
        return [one for one in found if not kinds or one[1] in kinds]

    async def turn(self, id: int) -> Turn:
        async with self.resources.sessions() as session:
            return await session.get_one(Turn, id)

    def shown(self, message_id: int) -> str:
        """What the message says by now."""
        edits = [words["text"] for _, id, words in self.chats.edited if id == message_id]
        return str(edits[-1] if edits else self.chats.sent[message_id - 1][1]["text"])

    def buttons(self, message_id: int) -> list[str]:
        words = [words for _, id, words in self.chats.edited if id == message_id]
        last = words[-1] if words else self.chats.sent[message_id - 1][1]
        markup = last["reply_markup"]
        return [one.text for row in markup.inline_keyboard for one in row] if markup else []


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chat that may be edited as often as one likes."""
    monkeypatch.setattr("workers.conversing.Writer", partial(Writer, pause=0.01))


@pytest.fixture
def crew(resources: Resources, telegram: Chats, model: Running, llm: Desk) -> Crew:
    return Crew(replace(resources, llm=llm), telegram, model)

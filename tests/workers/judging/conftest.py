"""A whole press with a model behind it: the real API, the real worker's handlers, the real SDK."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from sqlalchemy import text

from backend.attempts.models import Attempt
from backend.attempts.schemas import AnswerIn, AnswerOut
from backend.client import OPEN, Backend
from backend.db import Sessions
from backend.exercises.kinds.base import Typed
from backend.llm.service import Desk
from backend.settings import Settings
from tests.conftest import TOKEN, serving
from tests.factories import Learner, a_course, a_learner
from tests.fakes.queue import FakeQueue
from tests.workers.conftest import BRISK
from tests.workers.telegram import FakeChats
from workers.context import Resources
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner

PLACE = 501
# Another way to say `dit is goedkoop nummer …`, which the rules do not know.
UNSEEN = "dit is een prima nummer"
RIGHT = {
    "language_is_target": True,
    "is_instruction_or_other": False,
    "meaning_kept": "yes",
    "errors": [],
    "reason_english": "",
    "reason_native": "",
}
WRONG = RIGHT | {
    "meaning_kept": "no",
    "reason_english": "It says something else.",
    "reason_native": "Здесь сказано другое.",
}
ABSTAINS = RIGHT | {"meaning_kept": "unsure"}


@pytest.fixture(scope="session")
async def judging_url(settings: Settings) -> AsyncIterator[str]:
    """An API that knows of a model, which only workers ask."""
    known = {"llm_api_key": SecretStr("a key"), "llm_model": "parley-small"}
    async with serving(settings.model_copy(update=known)) as url:
        yield url


@pytest.fixture
async def backend(judging_url: str, sessions: Sessions) -> AsyncIterator[Backend]:
    async with Backend(judging_url, TOKEN, timeout=20) as client:
        yield client


@dataclass
class Worker:
    """Does what is due, until nothing is, each job once: what failed waits for another time.

    `skip` moves time for the jobs that wait for theirs.
    """

    resources: Resources
    runner: Runner

    async def work(self) -> None:
        begun: set[int] = set()
        while ids := [id for id in await self.due() if id not in begun]:
            begun.update(ids)
            await asyncio.gather(*(self.runner.run(id) for id in ids))

    async def skip(self, kind: str) -> None:
        """The time of the jobs of this kind has come."""
        await self.sql("UPDATE jobs SET run_at = now() WHERE kind = :kind", kind=f"judging.{kind}")
        await self.work()

    async def hold(self, kind: str) -> None:
        """Jobs of this kind wait until they are skipped to."""
        later = "UPDATE jobs SET run_at = now() + interval '1 hour' WHERE kind = :kind"
        await self.sql(later, kind=f"judging.{kind}")

    async def again(self) -> None:
        """Every job of ours is delivered once more, as if its worker had died before the end."""
        await self.sql(
            "UPDATE jobs SET state = 'queued', attempts = 0, run_at = now(), done_at = NULL"
        )
        await self.work()

    async def sql(self, statement: str, **values: Any) -> list[Any]:
        async with self.resources.sessions.begin() as session:
            done: Any = await session.execute(text(statement), values)
            return [tuple(row) for row in done] if done.returns_rows else []

    async def due(self) -> list[int]:
        rows = await self.sql(
            "SELECT id FROM jobs WHERE state = 'queued' AND run_at <= now() ORDER BY id"
        )
        return [row[0] for row in rows]


@pytest.fixture
def worker(sessions: Sessions, queue: FakeQueue, telegram: FakeChats, llm: Desk) -> Worker:
    resources = Resources(sessions, queue, telegram, llm)
    return Worker(resources, Runner(resources, all_handlers(), BRISK, Metrics(CollectorRegistry())))


@dataclass
class Writer:
    """A learner before an exercise to translate."""

    learner: Learner
    attempt_id: int
    number: str
    sessions: Sessions

    async def writes(self, words: str, *, key: str = "m1", place: bool = True) -> AnswerOut:
        """What they write, with the number of their exercise at its end."""
        given = AnswerIn(answer=Typed(text=f"{words} {self.number}".strip()), key=key)
        out = await self.learner.calls.answer(OPEN, given)
        if out.checking and place:
            await self.learner.calls.place(out.attempt_id, PLACE)
        return out

    async def reply(self) -> AnswerOut:
        """What is replied to it now."""
        stored = (await self.learner.calls.attempt(self.attempt_id)).answer
        assert stored is not None
        return stored

    async def attempt(self) -> Attempt:
        async with self.sessions() as session:
            return await session.get_one(Attempt, self.attempt_id)


async def a_writer(
    backend: Backend, sessions: Sessions, subject: int = 7, **profile: Any
) -> Writer:
    learner = await a_learner(backend, subject, **profile)
    exercise = await learner.exercise()
    number = getattr(exercise.shown, "text", "").split()
    plain = next(word for word in number if word.isdecimal())
    return Writer(learner, exercise.attempt_id, plain, sessions)


@pytest.fixture
async def course(sessions: Sessions) -> None:
    await a_course(sessions, kinds=("translate",), rounds=8)


@pytest.fixture
async def writer(backend: Backend, sessions: Sessions, course: None) -> Writer:
    return await a_writer(backend, sessions)


async def ratings(sessions: Sessions) -> list[int]:
    async with sessions() as session:
        rows = await session.execute(text("SELECT rating FROM reviews ORDER BY id"))
        return [row[0] for row in rows]

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, TypeAlias

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import text

from backend.db import Sessions, transaction
from backend.gateways.telegram import Telegram
from backend.jobs.models import JobRow
from backend.queue import Job, enqueue
from tests.fakes.queue import FakeQueue
from tests.workers import jobs
from tests.workers.telegram import FakeChats
from workers.context import Resources
from workers.metrics import Metrics
from workers.pace import Pace
from workers.registry import handlers_in
from workers.runner import Runner

Ask: TypeAlias = Callable[..., Awaitable[int]]
See: TypeAlias = Callable[[int], Awaitable[JobRow]]
Sql: TypeAlias = Callable[..., Awaitable[list[Any]]]

BRISK = Pace(
    lease=timedelta(seconds=3),
    sweep=timedelta(seconds=0.1),
    again=timedelta(seconds=1),
    late=timedelta(seconds=0.5),
    timetable=timedelta(seconds=0.1),
    heartbeat=timedelta(seconds=0.2),
    grace=timedelta(seconds=5),
)


@pytest.fixture
def queue() -> FakeQueue:
    return FakeQueue()


@pytest.fixture
def telegram() -> FakeChats:
    return FakeChats()


@pytest.fixture
async def resources(sessions: Sessions, queue: FakeQueue, telegram: Telegram) -> Resources:
    async with sessions.begin() as session:
        await session.execute(text(jobs.EFFECTS))
        await session.execute(text("DELETE FROM effects"))
    return Resources(sessions, queue, telegram)


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def runner(resources: Resources, registry: CollectorRegistry) -> Runner:
    return Runner(resources, handlers_in(jobs), BRISK, Metrics(registry))


@pytest.fixture
def ask(resources: Resources) -> Ask:
    async def ask(job: Job, *, run_at: datetime | None = None) -> int:
        async with transaction(resources.sessions, resources.queue) as session:
            id = await enqueue(session, job, run_at=run_at)
        assert id is not None
        return id

    return ask


@pytest.fixture
def see(resources: Resources) -> See:
    async def see(id: int) -> JobRow:
        async with resources.sessions() as session:
            return await session.get_one(JobRow, id)

    return see


@pytest.fixture
def sql(resources: Resources) -> Sql:
    """Run a statement; the rows, as tuples."""

    async def sql(statement: str, **values: Any) -> list[Any]:
        async with resources.sessions.begin() as session:
            done: Any = await session.execute(text(statement), values)
            return [tuple(row) for row in done] if done.returns_rows else []

    return sql

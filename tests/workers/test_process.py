"""A whole worker on a real Redis, and on one that goes away."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry

from backend.db import transaction
from backend.gateways.arq_queue import ArqQueue
from backend.jobs.jobs import Entry
from backend.jobs.timetable import Every
from backend.queue import Job, enqueue
from infra.local.redis import Redis
from tests.servers import a_redis
from tests.workers import jobs
from tests.workers.conftest import BRISK, Sql
from tests.workers.jobs import Leave, Nothing, Ponder
from workers.clockwork import Identity
from workers.context import Resources
from workers.pace import Pace
from workers.process import Process
from workers.registry import handlers_in

SOON = 15.0  # seconds


@pytest.fixture
def redis() -> Iterator[Redis]:
    with a_redis() as server:
        yield server


@asynccontextmanager
async def working(
    resources: Resources,
    url: str,
    *timetable: Entry,
    pace: Pace = BRISK,
    registry: CollectorRegistry | None = None,
) -> AsyncIterator[Resources]:
    """What is asked for through these resources is done by a worker."""
    queue = ArqQueue(url)
    told = replace(resources, queue=queue)
    process = Process(
        told,
        handlers_in(jobs),
        redis_url=url,
        identity=Identity("a-worker", Job.queue, "test"),
        pace=pace,
        registry=registry or CollectorRegistry(),
    )
    stop = asyncio.Event()
    running = asyncio.create_task(process.run(stop, timetable))
    try:
        yield told
    finally:
        stop.set()
        await asyncio.wait_for(running, SOON)
        await queue.aclose()


async def ask(resources: Resources, *jobs: Job) -> None:
    async with transaction(resources.sessions, resources.queue) as session:
        for job in jobs:
            await enqueue(session, job)


async def soon(check: Callable[[], Awaitable[bool]]) -> bool:
    for _ in range(int(SOON / 0.05)):
        if await check():
            return True
        await asyncio.sleep(0.05)
    return False


@pytest.fixture
def done(sql: Sql) -> Callable[[int], Callable[[], Awaitable[bool]]]:
    def as_many_as(count: int) -> Callable[[], Awaitable[bool]]:
        async def check() -> bool:
            return len(await sql("SELECT job_id FROM effects")) == count

        return check

    return as_many_as


Done = Callable[[int], Callable[[], Awaitable[bool]]]


class TestWorker:
    async def test_does_what_redis_brings(
        self, resources: Resources, redis: Redis, sql: Sql, done: Done
    ) -> None:
        # Slow in everything else: only what comes by Redis can be done in time.
        pace = replace(BRISK, sweep=timedelta(minutes=1), late=timedelta(minutes=1))
        async with working(resources, redis.url(), pace=pace) as told:
            await asyncio.sleep(0.3)
            await ask(told, *[Leave()] * 30)
            assert await soon(done(30))
        assert await sql("SELECT max(attempts), max(dispatch_no) FROM jobs") == [(1, 1)]

    async def test_goes_on_without_redis_and_with_it_again(
        self, resources: Resources, redis: Redis, done: Done
    ) -> None:
        async with working(resources, redis.url()) as told:
            await ask(told, Leave())
            assert await soon(done(1))
            redis.kill9()
            await ask(told, *[Leave()] * 10)
            assert await soon(done(11))
            redis.start()
            await ask(told, Leave())
            assert await soon(done(12))

    async def test_goes_on_while_redis_hangs(
        self, resources: Resources, redis: Redis, done: Done
    ) -> None:
        async with working(resources, redis.url()) as told:
            await asyncio.sleep(0.3)
            os.kill(redis.pid, signal.SIGSTOP)
            try:
                await ask(told, *[Leave()] * 10)
                assert await soon(done(10))
            finally:
                os.kill(redis.pid, signal.SIGCONT)
            await ask(told, Leave())
            assert await soon(done(11))

    async def test_finds_what_redis_has_forgotten(
        self, resources: Resources, redis: Redis, done: Done
    ) -> None:
        await ask(resources, *[Leave()] * 5)  # by a queue that tells nobody
        async with working(resources, redis.url()):
            assert await soon(done(5))

    async def test_lets_a_running_job_end_when_it_is_stopped(
        self, resources: Resources, redis: Redis, sql: Sql
    ) -> None:
        async with working(resources, redis.url()) as told:
            await ask(told, Leave(seconds=1))
            assert await soon(lambda: _running(sql))
        assert await sql("SELECT state, attempts FROM jobs") == [("done", 1)]

    async def test_gives_back_what_takes_longer_than_its_grace(
        self, resources: Resources, redis: Redis, sql: Sql
    ) -> None:
        pace = replace(BRISK, grace=timedelta(seconds=0.3))
        async with working(resources, redis.url(), pace=pace) as told:
            await ask(told, Leave(seconds=30))
            assert await soon(lambda: _running(sql))
        assert await sql("SELECT state, attempts, lease_token FROM jobs") == [("queued", 0, None)]

    async def test_beats_while_it_lives(self, resources: Resources, redis: Redis, sql: Sql) -> None:
        beats = "SELECT worker, queue, release, beat_at > started_at FROM heartbeats"

        async def beaten() -> bool:
            return await sql(beats) == [("a-worker", "default", "test", True)]

        async with working(resources, redis.url()):
            assert await soon(beaten)
        assert await sql(beats) == []

    async def test_a_model_that_hangs_keeps_no_other_job_waiting(
        self, resources: Resources, redis: Redis, sql: Sql, done: Done
    ) -> None:
        pace = replace(BRISK, slots=2, model_slots=2, grace=timedelta(seconds=0.3))
        async with working(resources, redis.url(), pace=pace) as told:
            await ask(told, *[Ponder(seconds=60)] * 8)

            async def taken() -> bool:
                running = "SELECT count(*) FROM jobs WHERE state = 'running'"
                return await sql(running) == [(2,)]

            assert await soon(taken)
            await ask(told, *[Leave()] * 20)
            assert await soon(done(20))

    async def test_other_jobs_keep_no_model_waiting(
        self, resources: Resources, redis: Redis, done: Done
    ) -> None:
        redis.kill9()  # by the slow way too
        pace = replace(BRISK, slots=1, model_slots=1, grace=timedelta(seconds=0.3))
        async with working(resources, redis.url(), pace=pace) as told:
            await ask(told, *[Leave(seconds=60)] * 4, *[Ponder()] * 5)
            assert await soon(done(5))

    async def test_keeps_the_timetable(self, resources: Resources, redis: Redis, sql: Sql) -> None:
        entry = Entry("often", Every(timedelta(seconds=1)), Nothing())

        async def twice() -> bool:
            ended = await sql("SELECT count(*) FROM jobs WHERE state = 'done'")
            return bool(ended[0][0] >= 2)

        async with working(resources, redis.url(), entry):
            assert await soon(twice)

    async def test_shows_what_waits(self, resources: Resources, redis: Redis, sql: Sql) -> None:
        registry, queue = CollectorRegistry(), {"queue": "default"}
        await sql("""INSERT INTO jobs (queue, kind, payload, max_attempts, state)
                     VALUES ('default', 'workers.Leave', '{}', 1, 'dead')""")

        async def shown() -> bool:
            return registry.get_sample_value("tutor_jobs_dead", queue) == 1

        async with working(resources, redis.url(), registry=registry):
            assert await soon(shown)
        assert registry.get_sample_value("tutor_jobs_ready", queue) == 0
        assert registry.get_sample_value("tutor_jobs_ready", {"queue": "models"}) == 0
        assert registry.get_sample_value("tutor_jobs_in_progress", queue) == 0


async def _running(sql: Sql) -> bool:
    return await sql("SELECT state FROM jobs") == [("running",)]

"""No job is lost and no effect doubled, whatever is killed; and ARQ alone does lose some."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from arq.connections import ArqRedis, RedisSettings, create_pool
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.db import create_engine, create_sessions, transaction
from backend.gateways.arq_queue import ArqQueue
from backend.queue import enqueue
from infra.local.postgres import Postgres
from infra.local.redis import Redis
from tests.chaos.storm import Storm
from tests.chaos.worker import EFFECTS, Touch, ours, plain
from tests.chaos.workforce import Workforce
from tests.conftest import migrate
from tests.servers import a_postgres, a_redis

SEED = 20261120
JOBS = 600
PLAIN_JOBS = 250
DRAIN = 40.0  # seconds


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """Migrated, and as durable as in production."""
    with a_postgres() as server:
        assert server.sql("SHOW fsync") == server.sql("SHOW synchronous_commit") == "on"
        migrate(server.url())
        server.sql(EFFECTS, database="parley")
        yield server


@pytest.fixture
def redis() -> Iterator[Redis]:
    with a_redis() as server:
        yield server


def some_jobs(chance: Random, count: int) -> list[Touch]:
    return [
        Touch(
            key=f"{n}",
            seconds=1.5 if chance.random() < 0.02 else 0.3 * chance.random(),
            stumbles=chance.random() < 0.05,
        )
        for n in range(count)
    ]


async def time_until(check: Callable[[], Awaitable[bool]], *, limit: float) -> float:
    """Seconds until it came true, or `limit`."""
    clock = asyncio.get_running_loop().time
    began = clock()
    while not await check() and clock() - began < limit:
        await asyncio.sleep(0.1)
    return min(clock() - began, limit)


class Asking:
    """Asks for jobs while everything falls; what was acknowledged must happen.

    Where the answer to a commit was lost, the same key is asked for again.
    """

    def __init__(self, engine: AsyncEngine, redis_url: str) -> None:
        self._sessions = create_sessions(engine)
        self._queue = ArqQueue(redis_url)

    async def ask_for(self, jobs: list[Touch], *, seconds: float) -> None:
        for n in range(0, len(jobs), 10):
            await self._insist(jobs[n : n + 10])
            await asyncio.sleep(seconds * 10 / len(jobs))
        await self._queue.aclose()

    async def _insist(self, jobs: list[Touch]) -> None:
        while True:
            try:
                async with transaction(self._sessions, self._queue) as session:
                    for job in jobs:
                        await enqueue(session, job, key=job.key)
            except Exception:  # noqa: BLE001 - the database is away
                await asyncio.sleep(0.1)
            else:
                return


async def counts(engine: AsyncEngine) -> dict[str, float]:
    async with engine.connect() as connection:
        row = await connection.execute(
            text("""
            SELECT count(*) AS asked, count(*) FILTER (WHERE state = 'done') AS done,
                   count(*) FILTER (WHERE state = 'dead') AS dead,
                   count(*) FILTER (WHERE effects IS NULL) AS lost,
                   count(*) FILTER (WHERE effects > 1) AS doubled,
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY took)::float AS p50,
                   percentile_cont(0.99) WITHIN GROUP (ORDER BY took)::float AS p99,
                   max(took)::float AS slowest, max(attempts) AS most_attempts
              FROM (SELECT state, attempts, effects,
                           extract(epoch FROM done_at - created_at) AS took
                      FROM jobs LEFT JOIN (SELECT key, count(*) AS effects FROM effects
                                           GROUP BY key) AS left_by
                             ON left_by.key = jobs.dedupe_key) AS each_job""")
        )
        return dict(row.one()._mapping)


async def test_no_job_is_lost_and_no_effect_doubled(
    postgres: Postgres, redis: Redis, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, engine = Random(SEED), create_engine(postgres.url(), pool_size=3)
    jobs = some_jobs(chance, JOBS)
    urls, log = (postgres.url(), redis.url()), tmp_path / "workers.log"
    with Workforce(ours, size=3, urls=urls, log=log) as workforce:
        storm = Storm(chance, workforce, redis, postgres)
        asking = asyncio.create_task(Asking(engine, redis.url()).ask_for(jobs, seconds=18))
        await storm.rage(kills=24, losses=3, flushes=3, stops=2, calm=0.6)
        await asking
        await engine.dispose()  # its connections may be those of a server before

        async def all_ended() -> bool:
            found = await counts(engine)
            return found["done"] + found["dead"] == JOBS

        drain = await time_until(all_ended, limit=DRAIN)
    found = await counts(engine)
    await engine.dispose()
    rounded = {name: round(float(value), 2) for name, value in found.items()}
    report(capsys, f"jobs under chaos: {rounded}, {storm.blows}, drained in {drain:.1f} s")
    assert (found["asked"], found["done"], found["dead"]) == (JOBS, JOBS, 0)
    assert (found["lost"], found["doubled"]) == (0, 0)


async def test_arq_alone_loses_jobs(
    postgres: Postgres, redis: Redis, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Were nothing lost here, the test above would be blind."""
    chance = Random(SEED)
    jobs = some_jobs(chance, PLAIN_JOBS)
    urls, log = (postgres.url(), redis.url()), tmp_path / "workers.log"
    with Workforce(plain, size=3, urls=urls, log=log) as workforce:
        storm = Storm(chance, workforce, redis)
        asking = asyncio.create_task(ask_plainly(redis.url(), jobs, seconds=6))
        await storm.rage(kills=8, losses=1, flushes=2, stops=0, calm=0.5)
        asked = await asking
        lost = await lost_for_good(postgres, redis.url(), asked)
    report(capsys, f"ARQ alone: {len(asked)} jobs accepted, {len(lost)} lost, {storm.blows}")
    assert lost


async def connected(url: str) -> ArqRedis:
    settings = RedisSettings.from_dsn(url)
    settings.conn_retries = 20
    return await create_pool(settings)


async def ask_plainly(url: str, jobs: list[Touch], *, seconds: float) -> list[str]:
    """The keys that Redis has acknowledged."""
    client, asked = await connected(url), []
    for job in jobs:
        try:
            if await client.enqueue_job("touch", job.key, job.seconds, _job_id=job.key):
                asked.append(job.key)
        except (OSError, RedisError):
            await asyncio.sleep(0.1)
        await asyncio.sleep(seconds / len(jobs))
    await client.aclose(close_connection_pool=True)
    return asked


async def lost_for_good(postgres: Postgres, url: str, asked: list[str]) -> list[str]:
    """Those that left no effect, and that Redis has forgotten."""
    client = await connected(url)

    async def nothing_ready() -> bool:
        return int(await client.zcard("arq:queue")) == 0

    await time_until(nothing_ready, limit=6)
    await asyncio.sleep(1)
    waiting = {key.decode().removeprefix("arq:job:") for key in await client.keys("arq:job:*")}
    await client.aclose(close_connection_pool=True)
    done = set(postgres.sql("SELECT key FROM effects", database="parley").splitlines())
    return [key for key in asked if key not in done | waiting]


def report(capsys: pytest.CaptureFixture[str], figures: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{figures}\n")

"""What the processes run that the chaos kills: our worker, or for comparison ARQ's alone."""

import asyncio
import os
import random
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from arq.connections import RedisSettings
from arq.worker import Worker, func
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from backend.db import create_engine, create_sessions
from backend.gateways.arq_queue import ArqQueue
from backend.logs import configure_logs
from backend.queue import Job
from tests.workers.telegram import FakeChats
from workers.clockwork import Identity
from workers.context import Resources, Work
from workers.pace import Pace
from workers.process import Process
from workers.registry import handlers_in, handles

LIFETIME = 150  # seconds, whatever becomes of the one who started it
SLOTS = 8
PACE = Pace(
    slots=SLOTS,
    lease=timedelta(seconds=2.5),
    sweep=timedelta(seconds=0.2),
    again=timedelta(seconds=1),
    late=timedelta(seconds=1),
    grace=timedelta(seconds=3),
)
EFFECTS = "CREATE TABLE effects (key text NOT NULL)"


class Touch(Job):
    """Leaves one effect by its key, `seconds` after it began; the first attempt may fail."""

    max_attempts: ClassVar[int] = 100

    key: str
    seconds: float
    stumbles: bool


async def leave_effect(session: AsyncSession, key: str) -> None:
    await session.execute(text("INSERT INTO effects VALUES (:key)"), {"key": key})


@handles(Touch)
async def touch(work: Work, job: Touch) -> None:
    await asyncio.sleep(job.seconds)
    async with work.finish() as session:
        await leave_effect(session, job.key)
        if job.stumbles and work.claim.attempts == 1:
            raise LookupError("the first attempt fails after it has written")
        await asyncio.sleep(random.random() * 0.02)  # wide enough to be killed in


def ours(database_url: str, redis_url: str, log: str) -> None:
    _settle(log)
    asyncio.run(_ours(database_url, redis_url))


async def _ours(database_url: str, redis_url: str) -> None:
    engine = create_engine(database_url, pool_size=2 * SLOTS + 4)
    process = Process(
        Resources(create_sessions(engine), ArqQueue(redis_url), FakeChats()),
        handlers_in(sys.modules[__name__]),
        redis_url=redis_url,
        identity=Identity(worker=str(os.getpid()), queue=Job.queue, release="chaos"),
        pace=PACE,
        registry=CollectorRegistry(),
    )
    await process.run(asyncio.Event())


def plain(database_url: str, redis_url: str, log: str) -> None:
    """ARQ alone, as its documentation has it, with retries and a connection that is patient."""
    _settle(log)
    asyncio.set_event_loop(asyncio.new_event_loop())
    sessions = create_sessions(create_engine(database_url, pool_size=SLOTS))

    async def touch_plainly(_: dict[Any, Any], key: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        async with sessions.begin() as session:
            await leave_effect(session, key)

    Worker(
        [func(touch_plainly, name="touch")],  # type: ignore[arg-type]
        redis_settings=RedisSettings.from_dsn(redis_url),
        max_jobs=SLOTS,
        max_tries=5,
        job_timeout=5,
        keep_result=0,
        poll_delay=0.1,
    ).run()


def _settle(log: str) -> None:
    signal.alarm(LIFETIME)
    file = os.open(Path(log), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    configure_logs("worker")

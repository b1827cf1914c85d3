"""Jobs that only the tests ask for. What they do is written to the table `effects`."""

import asyncio
from datetime import timedelta
from typing import ClassVar

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from backend.queue import MODELS, Job
from workers.context import Work
from workers.registry import handles

EFFECTS = "CREATE TABLE IF NOT EXISTS effects (job_id bigint NOT NULL, attempt int NOT NULL)"


async def write(session: AsyncSession, work: Work) -> None:
    values = {"job_id": work.claim.id, "attempt": work.claim.attempts}
    await session.execute(text("INSERT INTO effects VALUES (:job_id, :attempt)"), values)


class Leave(Job):
    """Leaves an effect, `seconds` after it began."""

    seconds: float = 0.0


class Ponder(Job):
    """Leaves an effect as well, in the queue of those that ask a model."""

    queue: ClassVar[str] = MODELS

    seconds: float = 0.0


class Stumble(Job):
    """Fails until its attempt `until`; each time after having written."""

    max_attempts: ClassVar[int] = 3

    until: int


class Dawdle(Job):
    limit: ClassVar[timedelta] = timedelta(seconds=0.2)


class Nothing(Job):
    """Has nothing to write."""


class Unknown(Job):
    """No handler knows it."""


@handles(Leave)
async def leave(work: Work, job: Leave) -> None:
    await asyncio.sleep(job.seconds)
    async with work.finish() as session:
        await write(session, work)


@handles(Ponder)
async def ponder(work: Work, job: Ponder) -> None:
    await asyncio.sleep(job.seconds)
    async with work.finish() as session:
        await write(session, work)


@handles(Stumble)
async def stumble(work: Work, job: Stumble) -> None:
    async with work.finish() as session:
        await write(session, work)
        if work.claim.attempts < job.until:
            raise LookupError(f"attempt {work.claim.attempts}")


@handles(Dawdle)
async def dawdle(work: Work, _: Dawdle) -> None:
    await asyncio.sleep(30)


@handles(Nothing)
async def nothing(work: Work, _: Nothing) -> None:
    pass

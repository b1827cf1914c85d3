"""Doing what workers are asked to do, and looking at what came of it."""

import asyncio
from typing import Any

from prometheus_client import CollectorRegistry
from sqlalchemy import select

from backend.db import Sessions
from backend.jobs.models import JobRow
from backend.kit.clock import utc_now
from backend.queue import Job
from tests.workers.conftest import BRISK
from workers.context import Resources
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner

MOST_ROUNDS = 20


def a_runner(resources: Resources) -> Runner:
    """That of a worker which can do everything."""
    return Runner(resources, all_handlers(), BRISK, Metrics(CollectorRegistry()))


async def work(
    runner: Runner, sessions: Sessions, *, but: int | None = None, at_once: bool = True
) -> None:
    """All jobs that are due, and those that they ask for; `but` not this one."""
    for _ in range(MOST_ROUNDS):
        ids = [id for id in await due(sessions) if id != but]
        if not ids:
            return
        if at_once:
            await asyncio.gather(*(runner.run(id) for id in ids))
        else:
            for id in ids:
                await runner.run(id)
    raise AssertionError("there is no end of jobs")


async def due(sessions: Sessions) -> list[int]:
    async with sessions() as session:
        rows = select(JobRow.id).where(JobRow.state == "queued", JobRow.run_at <= utc_now())
        return list(await session.scalars(rows.order_by(JobRow.id)))


async def jobs(sessions: Sessions, kind: type[Job]) -> list[JobRow]:
    async with sessions() as session:
        rows = select(JobRow).where(JobRow.kind == kind.name()).order_by(JobRow.id)
        return list(await session.scalars(rows))


async def rows(sessions: Sessions, model: type[Any]) -> list[Any]:
    async with sessions() as session:
        return list(await session.scalars(select(model)))

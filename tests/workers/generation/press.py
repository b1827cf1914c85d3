"""A course of which something is kept back for the model to write, and workers who have it written.

Not the real model: it says what the course has, and as a critic understands what it has written.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from prometheus_client import CollectorRegistry
from sqlalchemy import func, select, update

from backend.catalogue.schemas import Shelf
from backend.db import Sessions, transaction
from backend.exercises.models import Exercise
from backend.generation import service
from backend.generation.jobs import CriticizeDraft, WriteDrafts
from backend.generation.models import Draft
from backend.generation.schemas import Ordered
from backend.jobs.models import JobRow
from backend.kit.clock import utc_now
from backend.queue import Job, Silent, enqueue
from infra.local.llm.running import Running
from tests.bench.reader import Reader
from tests.bench.written import Written
from tests.factories import a_course
from tests.workers import working
from workers.context import Resources
from workers.handlers import generation
from workers.metrics import Metrics
from workers.pace import Pace
from workers.registry import handlers_in
from workers.runner import Runner

SKILL = "er"
GENERATED = Exercise.provenance.is_not(None)


def a_runner(resources: Resources) -> Runner:
    return Runner(resources, handlers_in(generation), Pace(), Metrics(CollectorRegistry()))


@dataclass(frozen=True)
class Press:
    resources: Resources
    model: Running
    shelf: Shelf
    fresh: Sequence[Written]
    """What the course has on the skill."""

    @property
    def sessions(self) -> Sessions:
        return self.resources.sessions

    @property
    def runner(self) -> Runner:
        return a_runner(self.resources)

    def by(self, resources: Resources) -> "Press":
        """Other workers at the same work."""
        return replace(self, resources=resources)

    async def without(self, *kept_back: Written) -> None:
        """The course, but for these."""
        keys = {each.item.key for each in kept_back}
        items = [item for item in self.shelf.items if item.key not in keys]
        await a_course(self.sessions, self.shelf.model_copy(update={"items": items}))

    def says(self, *drafts: dict[str, Any]) -> None:
        """The model writes these, and knows what the whole course says."""
        self.model.answers("generate_item", {"drafts": list(drafts)})
        reader = Reader([each.item for each in self.fresh], slips=0.0, chance=Random(1))
        self.model.answers("solve_item", reader.solve)
        self.model.answers("critique_item", reader.check)

    async def ordered(self, it: Written, wanted: int = 1) -> int:
        order = Ordered(
            **{**it.order.__dict__, "persona": "oma", "tone": "droog", "wanted": wanted}
        )
        async with transaction(self.sessions, Silent()) as session:
            return await service.add_order(session, order, refill_id=None)

    async def enqueued(self, job: Job) -> int:
        async with transaction(self.sessions, self.resources.queue) as session:
            id = await enqueue(session, job)
        assert id is not None
        return id

    async def do(self, job: Job) -> int:
        """Have a worker do a job: its id."""
        id = await self.enqueued(job)
        await self.runner.run(id)
        return id

    async def do_all(self, kind: type[Job]) -> None:
        for job in await self.jobs(kind):
            await self.runner.run(job.id)

    async def write(self, it: Written, wanted: int = 1) -> int:
        """Have the drafts of an order written: the order."""
        order = await self.ordered(it, wanted)
        await self.do(WriteDrafts(order_id=order))
        return order

    async def read(self) -> None:
        """Have the critic read what waits."""
        await self.do_all(CriticizeDraft)

    async def published(self, it: Written) -> int:
        """One that the course lacks, written, read, and in practice by now: its id."""
        await self.without(it)
        self.says(it.draft)
        await self.write(it)
        await self.read()
        id: int | None = (await self.one(Draft)).exercise_id
        assert id is not None
        return id

    async def one(self, of: type[Any]) -> Any:
        [found] = await working.rows(self.sessions, of)
        return found

    async def jobs(self, kind: type[Job]) -> list[JobRow]:
        return await working.jobs(self.sessions, kind)

    async def generated(self) -> int:
        """How many exercises are a model's."""
        async with self.sessions() as session:
            return await session.scalar(select(func.count()).where(GENERATED)) or 0

    async def now_due(self) -> None:
        """Whatever was put off."""
        async with self.sessions.begin() as session:
            await session.execute(update(JobRow).values(run_at=utc_now()))

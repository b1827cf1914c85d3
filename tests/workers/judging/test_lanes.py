"""A refill that hangs in every slot it has: a learner's answer is judged meanwhile."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from backend.db import Sessions, transaction
from backend.exercises.grading import Verdict
from backend.gateways.arq_queue import ArqQueue
from backend.generation import service
from backend.generation.jobs import WriteDrafts
from backend.generation.schemas import Ordered
from backend.kit.levels import Level
from backend.queue import BACKGROUND, MODELS, Job, Silent, enqueue_all
from backend.queue import Wanted as Asked
from backend.settings import Settings
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.workers.conftest import BRISK
from tests.workers.judging.conftest import RIGHT, Worker, Writer
from tests.workers.telegram import FakeChats
from tests.workers.test_process import soon
from workers import models
from workers.clockwork import Identity
from workers.context import Resources
from workers.main import all_handlers
from workers.pace import Pace, paced
from workers.process import Process

NARROW = replace(
    BRISK, slots=2, model_slots=1, background_slots=1, grace=timedelta(milliseconds=300)
)
ORDERS = 6


async def a_refill(sessions: Sessions) -> None:
    """More orders than one worker has slots in all."""
    order = Ordered("nl", Level.a1, "fill_gap", "skill-0", "home", "oma", "droog", 1)
    async with transaction(sessions, Silent()) as session:
        ids = [
            await service.add_order(session, replace(order, topic=f"home-{n}"), refill_id=None)
            for n in range(ORDERS)
        ]
        await enqueue_all(session, *(Asked(WriteDrafts(order_id=id)) for id in ids))


@pytest.fixture
def asking(settings: Settings, model: Running) -> Settings:
    key = SecretStr(model.key)
    told = {"llm_base_url": model.url, "llm_api_key": key, "llm_model": "parley-small"}
    return settings.model_copy(update=told)


async def test_an_answer_is_judged_while_exercises_are_written(
    writer: Writer,
    worker: Worker,
    model: Running,
    sessions: Sessions,
    asking: Settings,
    redis_url: str,
) -> None:
    model.answers("judge_answer", RIGHT)
    model.fails("generate_item", Fault.hang)
    queue, stop, registry = ArqQueue(redis_url), asyncio.Event(), CollectorRegistry()
    async with models.desk(asking, sessions, registry, slots=NARROW.asking) as desk:
        process = Process(
            Resources(sessions, queue, FakeChats(), desk),
            all_handlers(),
            redis_url=redis_url,
            identity=Identity("a-worker", Job.queue, "test"),
            pace=NARROW,
            registry=registry,
        )
        await a_refill(sessions)
        running = asyncio.create_task(process.run(stop))

        async def hangs() -> bool:
            return len(model.calls("generate_item")) == NARROW.background_slots

        async def judged() -> bool:
            return (await writer.attempt()).verdict is Verdict.correct

        try:
            assert await soon(hangs)
            await writer.writes("dit is een prima nummer")
            assert await soon(judged)
        finally:
            stop.set()
            await running
            await queue.aclose()
    drafts = "SELECT DISTINCT state, queue FROM jobs WHERE kind = 'generation.WriteDrafts'"
    assert await worker.sql(drafts) == [("queued", BACKGROUND)]


@pytest.mark.parametrize(("told", "background"), [(1, 1), (8, 2), (40, 10)])
def test_a_setting_gives_learners_theirs_and_a_quarter_besides(told: int, background: int) -> None:
    pace = paced(told)
    assert pace.by_queue == {Job.queue: Pace.slots, MODELS: told, BACKGROUND: background}
    assert pace.asking == told + background


def test_what_nobody_waits_for_stands_in_no_learners_queue() -> None:
    queues = {name: handler.job.queue for name, handler in all_handlers().items()}
    background = {name for name, queue in queues.items() if queue == BACKGROUND}
    assert background == {
        "generation.WriteDrafts",
        "generation.CriticizeDraft",
        "patterns.MakeRepairItem",
        "quality.ReviewExercise",
        "tutor.SumUp",
        "tutor.RememberFacts",
    }

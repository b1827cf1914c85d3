"""How many spoilt drafts the gates stop, and how many good ones: a thousand, over HTTP.

800 good drafts are exercises of the real courses, and 200 are others of them with a defect planted,
25 of each sort. A server plays the author, who writes them, and the critic: a reader who knows the
good exercises, and in one call of a hundred answers something else (`tests.bench.reader`). Orders,
gates, the critic's calls through the real SDK, and publishing are those of the product.

What it shows: that the gates see such defects, which one sees which, and what they cost in good
drafts. What it does not: how a real model spoils its drafts, and how well a real one reads. The
limits of the deterministic gates were set with the courses in view, so that the share of good
drafts stopped by them is the least that is to be expected of drafts by others.
"""

import asyncio
import logging
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from random import Random
from time import perf_counter

import structlog
from prometheus_client import CollectorRegistry
from sqlalchemy import select

from backend.catalogue import service as catalogue
from backend.catalogue.files import voices
from backend.catalogue.schemas import Item, Shelf
from backend.db import Sessions, create_engine, create_sessions, transaction
from backend.exercises.kinds.union import CONTENT
from backend.generation import service
from backend.generation.gates.registry import GATES, SCHEMA, SOLVED, TRUE, UNREAD
from backend.generation.jobs import CriticizeDraft, WriteDrafts
from backend.generation.models import Draft
from backend.jobs.models import JobRow
from backend.kit.clock import utc_now
from backend.kit.levels import Level
from backend.queue import Job, Silent, enqueue
from infra.local.llm.asking import Heard
from infra.local.llm.running import Running, running
from tests.bench.planted import DEFECTS, OF_EACH, plant
from tests.bench.reader import Reader
from tests.bench.report import Reporter, at_least, at_most, progress
from tests.bench.spoiling import Around
from tests.bench.written import LANGUAGES, WORDS, Written, all_written, courses
from tests.conftest import migrate
from tests.llm import a_desk
from tests.servers import a_postgres
from tests.workers.telegram import FakeChats
from workers.context import Resources
from workers.handlers import generation
from workers.metrics import Metrics
from workers.pace import Pace
from workers.registry import handlers_in
from workers.runner import Runner

GOOD = 800
SLIPS = 0.01
SEED = 20
AT_ONCE = 8
PROMISED_STOPPED, PROMISED_LOST = 0.95, 0.02
DETERMINISTIC = (SCHEMA, *GATES)
CRITIC = (SOLVED, TRUE, UNREAD)
STOPS = (*DETERMINISTIC, *CRITIC)


def run() -> None:
    report = Reporter("gates")
    # Of a thousand drafts only what went wrong is told.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    with ExitStack() as stack:
        server = stack.enter_context(a_postgres(durable=False))
        model = stack.enter_context(running())
        url = server.create_database("gates")
        migrate(url)
        asyncio.run(_run(report, url, model))


async def _run(report: Reporter, url: str, model: Running) -> None:
    shelves = courses()
    stock, drafts = thousand(shelves)
    engine = create_engine(url, pool_size=2 * AT_ONCE + 4)
    try:
        sessions = create_sessions(engine)
        await _load(sessions, shelves, stock)
        began = perf_counter()
        ended = await _through(sessions, model, shelves, drafts)
        seconds = perf_counter() - began
    finally:
        await engine.dispose()
    _tell(report, drafts, ended)
    calls = model.calls()
    report("1,000 drafts", "calls to the critic", len(calls) - len(drafts), "calls")
    report("1,000 drafts", "time of a draft", 1000 * seconds / len(drafts), "ms")


def thousand(shelves: dict[str, Shelf]) -> tuple[list[Written], list[Written]]:
    """What stands in the stock before, and what is written: good and spoilt, in no order."""
    chance = Random(SEED)
    written = [each for code in LANGUAGES for each in all_written(shelves[code])]
    chance.shuffle(written)
    # On the words of texts there is one kind alone: the others come first.
    written.sort(key=lambda each: each.order.skill == WORDS and not each.item.skills)
    around = Around(written, chance)
    bases = written[:420]
    chance.shuffle(bases)
    spoilt = [each for defect in DEFECTS for each in plant(defect, bases, around)]
    used = {each.item.key for each in spoilt}
    stock = [each for each in written if each.item.key in {s.item.key for s in _copies(spoilt)}]
    good = [each for each in written if each.item.key not in used][:GOOD]
    drafts = [*good, *spoilt]
    chance.shuffle(drafts)
    return stock, drafts


def _copies(spoilt: Sequence[Written]) -> Iterator[Written]:
    yield from (each for each in spoilt if each.defect == "duplicate")


async def _load(sessions: Sessions, shelves: dict[str, Shelf], stock: Sequence[Written]) -> None:
    """Courses with the exercises that are copied, and one at each skill, to find its stage."""
    for code, shelf in shelves.items():
        own = [each.item for each in stock if each.order.language == code and each.item.skills]
        levels = [*((s.key, s.level) for s in shelf.skills), *((WORDS, each) for each in Level)]
        held = [_placeholder(n, *place) for n, place in enumerate(levels) if place[1].rank <= 2]
        items = {item.key: item for item in [*held, *own]}
        small = shelf.model_copy(
            update={"items": list(items.values()), "texts": [], "scenarios": []}
        )
        async with transaction(sessions, Silent()) as session:
            await catalogue.load(session, small, now=utc_now())


def _placeholder(number: int, skill: str, level: Level) -> Item:
    told = {"en": "-", "ru": "-"}
    content = {
        "kind": "choose_sentence",
        "why": told,
        "answer": f"qqq{number}",
        "wrong": [{"text": f"xxx{number}", "because": told}],
    }
    return Item.model_validate(
        {
            "key": f"held-{number}",
            "level": level,
            "topic": "home",
            "skills": [skill],
            "lemmas": ["-"],
            "content": CONTENT.validate_python(content),
        }
    )


async def _through(
    sessions: Sessions, model: Running, shelves: dict[str, Shelf], drafts: Sequence[Written]
) -> list[str]:
    """By which gate each draft was stopped, or what became of it."""
    known = [each.item for code in LANGUAGES for each in all_written(shelves[code])]
    reader = Reader(known, slips=SLIPS, chance=Random(SEED))
    model.answers("solve_item", reader.solve)
    model.answers("critique_item", reader.check)
    pens = iter(drafts)

    def write(heard: Heard) -> dict[str, object]:
        return {"drafts": [next(pens).draft]}

    model.answers("generate_item", write)
    async with a_desk(sessions, model, slots=AT_ONCE) as desk:
        resources = Resources(sessions, Silent(), FakeChats(), desk)
        metrics = Metrics(CollectorRegistry())
        runner = Runner(resources, handlers_in(generation), Pace(slots=AT_ONCE), metrics)
        ids = [await _written(runner, resources, each, n) for n, each in enumerate(drafts)]
        progress("gates: the critic reads")
        read = [job.id for job in await _jobs(sessions, CriticizeDraft)]
        await asyncio.gather(*(runner.run(id) for id in read))
    return await _ended(sessions, ids)


async def _written(runner: Runner, resources: Resources, it: Written, number: int) -> int:
    if number % 100 == 0:
        progress(f"gates: draft {number} is written")
    spoken = voices(it.order.language)
    order = replace(it.order, persona=spoken.personas[0].key, tone=spoken.tones[0].key)
    async with transaction(resources.sessions, resources.queue) as session:
        order_id = await service.add_order(session, order, refill_id=None)
        job_id = await enqueue(session, WriteDrafts(order_id=order_id))
    assert job_id is not None
    await runner.run(job_id)
    return order_id


async def _jobs(sessions: Sessions, kind: type[Job]) -> list[JobRow]:
    async with sessions() as session:
        rows = select(JobRow).where(JobRow.kind == kind.name()).order_by(JobRow.id)
        return list(await session.scalars(rows))


async def _ended(sessions: Sessions, orders: Sequence[int]) -> list[str]:
    async with sessions() as session:
        found = await session.execute(select(Draft.order_id, Draft.state, Draft.stopped_by))
        by = {
            order: stopped or ("" if state == "published" else state)
            for order, state, stopped in found
        }
    return [by.get(order, "never came") for order in orders]


def _tell(report: Reporter, drafts: Sequence[Written], ended: Sequence[str]) -> None:
    by_defect: dict[str, Counter[str]] = defaultdict(Counter)
    for each, stopped in zip(drafts, ended, strict=True):
        by_defect[each.defect][stopped] += 1
        if (stopped in STOPS) == (not each.defect):
            progress(f"gates: {each.item.key}, {each.defect or 'good'}: {stopped}")
    good = by_defect.pop("")
    for defect, counts in by_defect.items():
        _tell_one(report, defect, counts)
    every = sum(by_defect.values(), Counter())
    _tell_shares(report, every, good)
    for gate in STOPS:
        report(f"gate: {gate}", "spoilt drafts stopped", every[gate], "drafts")
        report(f"gate: {gate}", "good drafts stopped", good[gate], "drafts")


def _tell_one(report: Reporter, defect: str, counts: Counter[str]) -> None:
    report(defect, "planted", counts.total(), "drafts", at_least(OF_EACH))
    first = sum(counts[gate] for gate in DETERMINISTIC)
    report(defect, "stopped without a model", first / counts.total(), "of all")
    report(defect, "stopped", _stopped(counts) / counts.total(), "of all")


def _tell_shares(report: Reporter, spoilt: Counter[str], good: Counter[str]) -> None:
    first = sum(spoilt[gate] for gate in DETERMINISTIC)
    share = _stopped(spoilt) / spoilt.total()
    lost = _stopped(good) / good.total()
    report("200 spoilt drafts", "stopped without a model", first / spoilt.total(), "of all")
    report("200 spoilt drafts", "stopped", share, "of all", at_least(PROMISED_STOPPED))
    report("800 good drafts", "drafts", good.total(), "drafts", at_least(GOOD))
    report("800 good drafts", "stopped", lost, "of all", at_most(PROMISED_LOST))


def _stopped(counts: Counter[str]) -> int:
    """By a gate: what found no place in the course was good enough for it."""
    return sum(counts[gate] for gate in STOPS)

"""What models are asked for, and what it costs: by the answer, by the learner and day.

Learners practise in the four courses as they are served, over the API; a worker's handlers ask a
model that is played over HTTP, through the real SDK; every figure of calls, tokens and money is
read from the ledger. What is typed is drawn as `tests.bench.saying` tells. Schemas are sent in the
prompt, so that their tokens count too; tokens are counted as four bytes each, which is too many for
English and about right for Cyrillic. Replies are of the length of real ones.

Two states of the same product:
- a course that nobody has used: no verdict is known yet;
- a course in use: a thousand learners have practised for a month, so that each exercise to
  translate was answered a thousand times, and the verdicts on what the rules left open are known.

In both, learners begin somewhere in the course and come back every second day for a session of
fifteen answers, so that what is served is new and known exercises as the product mixes them.

The day of a learner adds up what was measured:
- 30 answers, in the course that nobody has used, which costs more; one of five wrong answers is
  asked about ("explain");
- every second day one talk of six messages, one reply of it translated, a card at the end;
- the exercises that are written for a thousand learners. The stock serves all of a language and
  level, so that whoever is ahead says how much is written: in each of the twelve (four languages,
  three levels) somebody who takes all the 90 answers that a day has, and all of them new. Four of
  ten drafts are not published, and all are read by the critic. For fewer learners it is more for
  each of them, until the budget of a day ends it.
"""

import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

import structlog
from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from sqlalchemy import text

from backend.catalogue import service as catalogue
from backend.client import Backend
from backend.db import Sessions, create_engine, create_sessions, transaction
from backend.gateways.llm import OpenAiModels
from backend.kit.clock import utc_now
from backend.llm.booking import Books
from backend.llm.breaker import Breaker
from backend.llm.caller import Caller
from backend.llm.choosing import Choice, Crew
from backend.llm.metrics import Metrics as LlmMetrics
from backend.llm.service import Desk
from backend.queue import Silent
from backend.settings import Settings
from infra.local.llm.answering import otherwise, responders
from infra.local.llm.running import Running, running
from tests.bench.authors import write_and_read
from tests.bench.model_replies import script
from tests.bench.people import Counts, People
from tests.bench.report import Reporter, at_least, at_most, progress
from tests.bench.written import courses
from tests.conftest import TOKEN, migrate, serving
from tests.factories import days_pass
from tests.llm import RICH, SMALL
from tests.servers import a_postgres, a_redis
from tests.workers.conftest import BRISK
from tests.workers.judging.conftest import Worker
from tests.workers.telegram import FakeChats
from workers.context import Resources
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner

LEARNERS, SESSIONS, ANSWERS = 24, 5, 15
HISTORY = 1000  # answers to each exercise that is translated
TALKS, MESSAGES = 12, 6
SEED = 9

ANSWERS_A_DAY = 30
TALKS_A_DAY = 0.5
WRITTEN_A_DAY = 90 * 12 / 1000  # for each learner
PROMISED_SETTLED, PROMISED_TOKENS, PROMISED_COST = 0.95, 15_000, 0.02
VERDICTS = ("judge_answer", "explain_verdict", "grade_writing")


@dataclass
class Bill:
    """What the ledger says of a stretch: calls, tokens (in and out), dollars."""

    calls: int = 0
    tokens: int = 0
    dollars: float = 0.0

    def per(self, number: float) -> "Bill":
        return Bill(round(self.calls / number), round(self.tokens / number), self.dollars / number)


@dataclass
class World:
    sessions: Sessions
    desk: Desk
    model: Running
    people: People

    async def bill(self, *prompts: str) -> Bill:
        """Of all that was asked since the last `paid`, for these instructions or all."""
        found = text(
            """SELECT count(*), coalesce(sum(input_tokens + output_tokens), 0),
                      coalesce(sum(cost), 0) FROM llm_calls
                WHERE :every OR prompt = ANY (:prompts)"""
        )
        asked = {"every": not prompts, "prompts": list(prompts)}
        async with self.sessions() as session:
            calls, tokens, cost = (await session.execute(found, asked)).one()
        return Bill(calls, int(tokens), float(cost) / 1_000_000)

    async def paid(self) -> None:
        """The ledger begins anew."""
        async with self.sessions.begin() as session:
            await session.execute(text("DELETE FROM llm_calls"))


def run() -> None:
    report = Reporter("llm")
    # Of thousands of jobs only what went wrong is told.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    with _settings() as (settings, model):
        asyncio.run(_run(report, settings, model))


@contextmanager
def _settings() -> Iterator[tuple[Settings, Running]]:
    with (
        a_postgres(durable=False) as server,
        a_redis() as redis,
        running(otherwise=otherwise(responders())) as model,
    ):
        url = server.create_database("llm")
        migrate(url)
        known: dict[str, Any] = {
            "database_url": SecretStr(url),
            "redis_url": SecretStr(redis.url()),
            "backend_token": SecretStr(TOKEN),
            "llm_base_url": model.url,
            "llm_api_key": SecretStr(model.key),
            "llm_model": SMALL,
        }
        yield Settings(**known), model


async def _run(report: Reporter, settings: Settings, model: Running) -> None:
    engine = create_engine(settings.database_url.get_secret_value())
    sessions, metrics = create_sessions(engine), LlmMetrics(CollectorRegistry())
    gateway = OpenAiModels(model.url, SecretStr(model.key), strict=False)
    choice = Choice(Crew(SMALL), metrics, Breaker())
    caller = Caller(gateway, Books(sessions, settings.llm_prices, RICH), choice, metrics)
    desk = Desk(caller, choice)
    async with (
        serving(settings) as url,
        Backend(url, TOKEN, timeout=20) as backend,
    ):
        resources = Resources(sessions, Silent(), FakeChats(), desk)
        runner = Runner(resources, all_handlers(), BRISK, Metrics(CollectorRegistry()))
        shelves = courses()
        for shelf in shelves.values():
            async with transaction(sessions, Silent()) as session:
                await catalogue.load(session, shelf, now=utc_now())
        people = People(backend, sessions, Worker(resources, runner), shelves)
        script(model, people.pools.values())
        await _measure(report, World(sessions, desk, model, people))
    await caller.aclose()
    await gateway.aclose()
    await engine.dispose()


async def _measure(report: Reporter, world: World) -> None:
    first = await _stream(report, world, "a course nobody has used", start=0)
    await _use(world)
    await _stream(report, world, "a course in use", start=LEARNERS)
    talk = await _talks(report, world)
    published = await write_and_read(world.desk, world.sessions, world.model)
    bill = (await world.bill()).per(published)
    report("generation", "an exercise that is published, tokens", bill.tokens, "tokens")
    report("generation", "an exercise that is published, cost", bill.dollars, "$")
    _a_day(report, first, talk, bill)


async def _stream(report: Reporter, world: World, case: str, *, start: int) -> tuple[Counts, Bill]:
    people, chance = world.people, Random(SEED + start)
    people.counts = Counts()
    await world.paid()
    learners = [await people.somebody(start + n, chance) for n in range(LEARNERS)]
    for session in range(SESSIONS):
        progress(f"llm: {case}: session {session + 1} of {SESSIONS}")
        for learner in learners:
            await people.practises(learner, ANSWERS, chance)
        await days_pass(world.sessions, 2)
    every, verdicts = await world.bill(), await world.bill(*VERDICTS)
    _tell(report, case, people.counts, every, verdicts)
    return people.counts, every


def _tell(report: Reporter, case: str, counts: Counts, every: Bill, verdicts: Bill) -> None:
    thousand = counts.answers / 1000
    report(case, "answers", counts.answers, "answers")
    report(case, "of them new", counts.new / counts.answers, "of all")
    report(case, "of them translations", counts.free / counts.answers, "of all")
    report(case, "of them texts of one's own", counts.texts / counts.answers, "of all")
    settled = 1 - counts.checked / counts.answers
    report(case, "settled without a model", settled, "of all", at_least(PROMISED_SETTLED))
    free = 1 - (counts.checked - counts.checked_texts) / max(counts.free, 1)
    report(case, "translations settled without a model", free, "of them")
    report(case, "calls for verdicts per 1,000 answers", verdicts.calls / thousand, "calls")
    report(case, "tokens for verdicts per 1,000 answers", verdicts.tokens / thousand, "tokens")
    report(case, "calls per 1,000 answers", every.calls / thousand, "calls")
    report(case, "tokens per 1,000 answers", every.tokens / thousand, "tokens")
    report(case, "cost per 1,000 answers", every.dollars / thousand, "$")


async def _use(world: World) -> None:
    """The verdicts on what was answered before: as they would have been bought one by one."""
    chance = Random(SEED)
    keep = text(
        """INSERT INTO verdicts (exercise_id, digest, answer, verdict, known_at, reasons)
           SELECT id, :digest, :answer, 'wrong', now(), '{"en": "A reason.", "ru": "Причина."}'
             FROM exercises WHERE language = :language AND key = :key ON CONFLICT DO NOTHING"""
    )
    async with world.sessions.begin() as session:
        for (language, key), pool in world.people.pools.items():
            said = {pool.says(chance) for _ in range(HISTORY)}
            answers = [pool.given(each) for each in sorted(said) if pool.is_open(each)]
            rows = [
                {"digest": a.digest, "answer": a.normal, "language": language, "key": key}
                for a in answers
            ]
            if rows:
                await session.execute(keep, rows)


async def _talks(report: Reporter, world: World) -> Bill:
    """What one talk takes, half of them with a part to play."""
    people, chance = world.people, Random(SEED)
    await world.paid()
    for number in range(TALKS):
        progress(f"llm: talk {number} of {TALKS}")
        learner = await people.somebody(2 * LEARNERS + number, chance)
        target = learner.profile.target
        messages = [people.message(target, chance) for _ in range(MESSAGES)]
        await people.talks(learner, messages, f"{target}-cafe" if number % 2 else None)
    whole = await world.bill()
    await world.paid()
    bill = whole.per(TALKS)
    report("a talk of six messages", "calls", whole.calls / TALKS, "calls")
    report("a talk of six messages", "tokens", bill.tokens, "tokens")
    report("a talk of six messages", "cost", bill.dollars, "$")
    return bill


def _a_day(report: Reporter, stream: tuple[Counts, Bill], talk: Bill, exercise: Bill) -> None:
    """Of a learner in the course that nobody has used, which costs more."""
    counts, every = stream
    answers = ANSWERS_A_DAY / counts.answers
    parts = {
        "answers": (every.tokens * answers, every.dollars * answers),
        "talk": (talk.tokens * TALKS_A_DAY, talk.dollars * TALKS_A_DAY),
        "generation": (exercise.tokens * WRITTEN_A_DAY, exercise.dollars * WRITTEN_A_DAY),
    }
    case = "a learner's day"
    for name, (tokens, dollars) in parts.items():
        report(case, f"tokens, {name}", tokens, "tokens")
        report(case, f"cost, {name}", dollars, "$")
    tokens = sum(part[0] for part in parts.values())
    dollars = sum(part[1] for part in parts.values())
    report(case, "tokens", tokens, "tokens", at_most(PROMISED_TOKENS))
    report(case, "cost", dollars, "$", at_most(PROMISED_COST))
    with_talk = tokens + talk.tokens * (1 - TALKS_A_DAY)
    report("a day with a talk", "tokens", with_talk, "tokens")
    report("a day with a talk", "cost", dollars + talk.dollars * (1 - TALKS_A_DAY), "$")

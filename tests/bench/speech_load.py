"""What listening costs those who press buttons: the time from a press to its reply while ten voice
notes wait to be heard, beside the same without any, round by round on the same servers.

All of it is real but Telegram, which hands out one recording; `workers.speech` listens with the
ears of the product. Rounds with ten notes that wait and rounds with none take turns. How presses
are kept from waiting: the process is nicer than the API, and hears one recording at a time in one
thread.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from statistics import median, quantiles
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import psutil

from backend.client import Backend
from backend.exercises.kinds.union import content_for
from backend.gateways.asr import AsrUnavailable
from backend.gateways.phones import PhonesUnavailable
from backend.gateways.speaking import SpeakingError
from backend.gateways.speaking_local import LocalSpeaker
from backend.recordings.schemas import Receipt, VoiceIn
from tests.bench.report import Reporter, Target, at_most, progress
from tests.bench.rounds import Case, practice
from tests.bench.seed import FIRST_SUBJECT, Size
from tests.bench.speech_listen import ears
from tests.bench.speech_notes import UNIQUE, a_telegram
from tests.bench.stack import Process, Stack, a_stack
from tests.conftest import TOKEN
from tests.factories import BOT, content

SIZE = Size(exercises=10_000, profiles=2_000, history=20)
NOTES = 10
ROUNDS = 5
SECONDS = 4.0
CONNECTIONS = 16
PAUSE = 0.25  # seconds that a learner rests after each reply
PROMISED = 1.3
MODEL = "tiny.en"
_PATIENCE = 120  # seconds until the last note is heard, on a machine that has other work
_READ = (
    "My brother works in a small hospital near the river, and every morning he takes the first "
    "train, because the road is full of cars and nobody likes to be late."
)
_ENGLISH = 1  # of the four languages of the seed, by number of profile
_APART = 700  # profiles: those who press while nobody speaks, and those who press otherwise
_WITH_AN_EXERCISE_OPEN = 3  # every third profile


@dataclass(frozen=True)
class _Stack(Stack):
    @contextmanager
    def speech(self, database: str, **more: str) -> Iterator[Process]:
        """`python -m workers.speech`; its port is that of its metrics."""
        environment = self._settings(database, more)
        with self._process("workers.speech", environment, "PARLEY_WORKER_METRICS_PORT") as process:
            yield process


@dataclass(frozen=True)
class Waiting:
    """Voice notes on their way to those who listen."""

    database: str
    api: Process

    async def sent(self, profiles: list[int]) -> None:
        """One of each of these learners, each before a sentence to be read aloud."""
        await self._sentences(profiles)
        async with Backend(f"http://127.0.0.1:{self.api.port}", TOKEN, timeout=30) as backend:
            for profile in profiles:
                calls = backend.on_behalf_of(FIRST_SUBJECT + profile, bot_id=BOT)
                note = VoiceIn(file_id="note", unique_id=UNIQUE, seconds=9, key=f"note:{profile}")
                received = await calls.voice_note(note)
                assert received.state is Receipt.hearing, received

    async def _sentences(self, profiles: list[int]) -> None:
        fields = {**content("read_aloud", 1), "text": _READ}
        told = content_for(fields, "en", "latin").model_dump_json()
        async with self._connection() as connection:
            await connection.execute(_SENTENCES, told, profiles)

    async def left(self) -> int:
        """How many are not heard yet."""
        async with self._connection() as connection:
            return int(await connection.fetchval(_LEFT))

    async def end(self) -> None:
        """Nobody wants to know what is left of them; until the last one is put aside."""
        async with self._connection() as connection:
            await connection.execute(_FORGET)
        async with asyncio.timeout(_PATIENCE):
            while await self.left():
                await asyncio.sleep(0.5)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        connection = await asyncpg.connect(self.database)
        try:
            yield connection
        finally:
            await connection.close()


_LEFT = """
SELECT count(*) FROM jobs WHERE kind = 'recordings.Hear' AND state IN ('queued', 'running')
"""
_FORGET = "UPDATE recordings SET state = 'failed' WHERE state = 'waiting'"
_SENTENCES = """
WITH exercise AS (
  INSERT INTO exercises (key, language, kind, level, topic, content, place, state, version, digest)
  SELECT 'aloud', 'en', 'read_aloud', 'A1', 'life', $1::jsonb, 1, 'retired', 1, 'aloud'
  ON CONFLICT (key, version) DO UPDATE SET place = 1 RETURNING id
)
INSERT INTO attempts (profile_id, exercise_id, because, "order", number, shown_at)
SELECT profile, id, 'new', '{}', 1, now() FROM exercise, unnest($2::int[]) profile
"""


def run() -> None:
    report = Reporter("speech_load")
    try:
        note = asyncio.run(LocalSpeaker().speak(_READ, "en"))
        ears()
    except (SpeakingError, ImportError, AsrUnavailable, PhonesUnavailable) as error:
        progress(f"speech_load: left out: {error}")
        return
    with a_stack() as plain, a_telegram(note) as telegram:
        stack = _Stack(plain.postgres, plain.redis_url, plain.folder)
        database = stack.database("speech_load", SIZE)
        settings = {
            "asr_model": MODEL,
            "telegram_api_url": telegram,
            "bot_token": f"{BOT}:{'A' * 35}",
        }
        with stack.api(database, **settings) as api, stack.speech(database, **settings) as speech:
            _measure(report, Waiting(database, api), api, speech)


def _measure(report: Reporter, waiting: Waiting, api: Process, speech: Process) -> None:
    learners = iter(_readers())
    cases = {
        f"{CONNECTIONS} learners who rest for {PAUSE} s": (PAUSE, at_most(PROMISED)),
        f"{CONNECTIONS} learners who never rest": (0.0, None),
    }
    for name, (pause, promised) in cases.items():
        quiet, busy = (_case(api, pause, first) for first in (0, _APART))
        for case in (quiet, busy):
            case.warm_up()
        left, work = list[int](), 0.0
        for number in range(ROUNDS):
            progress(f"{name}, round {number + 1} of {ROUNDS}")
            if number % 2 == 0:  # now first, now last: what else the machine does meets both
                quiet.run(seconds=SECONDS)
            asyncio.run(waiting.sent([next(learners) for _ in range(NOTES)]))
            before = speech.cpu()
            busy.run(seconds=SECONDS)
            work += speech.cpu() - before
            left.append(asyncio.run(waiting.left()))
            asyncio.run(waiting.end())
            if number % 2:
                quiet.run(seconds=SECONDS)
        _tell(report, name, quiet, busy, promised)
        report(name, "notes that still wait at the end of a round, least", min(left), "notes")
        report(name, "share of a core that listens", work / ROUNDS / SECONDS, "cores")
    process, other = (psutil.Process(one.pid) for one in (speech, api))
    nicer = process.nice() - other.nice()
    report("the process that listens", "nice value", nicer, "more than the API's")
    report("the process that listens", "resident memory", process.memory_info().rss / 2**20, "MB")


def _case(api: Process, pause: float, first: int) -> Case:
    case = practice(api, SIZE, CONNECTIONS)
    case.load = replace(case.load, pause=pause, first=first)
    return case


def _readers() -> list[int]:
    """Profiles that learn English and have no exercise open, the last ones first: those who press
    are the first ones."""
    english = range(_ENGLISH, SIZE.profiles, 4)
    return [number for number in reversed(english) if number % _WITH_AN_EXERCISE_OPEN]


def _tell(report: Reporter, name: str, quiet: Case, busy: Case, promised: Target | None) -> None:
    found = {"nobody speaks": quiet, f"{NOTES} notes wait": busy}
    for case, one in found.items():
        report(f"{name}, {case}", "presses", one.presses(), "1/s")
        for percent in (50, 95):
            report(f"{name}, {case}", f"answer p{percent}", _at(one, percent), "ms")
    for percent in (50, 95):
        ratio = _at(busy, percent) / _at(quiet, percent)
        target = promised if percent == 50 else None
        report(name, f"answer p{percent} ratio", ratio, "notes wait / nobody speaks", target)
    rounds = zip(quiet.rounds, busy.rounds, strict=True)
    ratios = [median(b.measured.answer) / median(a.measured.answer) for a, b in rounds]
    report(name, "answer p50 ratio, least of a round", min(ratios), "notes wait / nobody speaks")
    report(name, "answer p50 ratio, most of a round", max(ratios), "notes wait / nobody speaks")


def _at(case: Case, percent: int) -> float:
    return quantiles(case.latencies("answer"), n=100)[percent - 1]

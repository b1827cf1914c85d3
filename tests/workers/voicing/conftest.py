"""Voices that read what a test has, and count what they read."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from prometheus_client import CollectorRegistry
from sqlalchemy import func, select

from backend.db import Sessions, transaction
from backend.exercises.models import Exercise, ExerciseState
from backend.gateways.speaking import NoVoice, Speaker
from backend.gateways.speaking_local import LocalSpeaker
from backend.gateways.storage import Folder, NoStorage, Storage
from backend.jobs.models import JobRow
from backend.queue import VOICES, Silent, Wanted, enqueue_all
from backend.spoken.jobs import LookForUnvoiced
from backend.spoken.models import ExerciseVoice, Spoken
from tests.workers.conftest import BRISK, Sql
from tests.workers.telegram import FakeChats
from workers.context import Resources, Speech
from workers.handlers import spoken
from workers.metrics import Metrics
from workers.pace import Pace
from workers.registry import handlers_in
from workers.runner import Runner
from workers.speech import speech_handlers


class Reader:
    """A voice of this machine that counts what it reads, and fails as often as it is told."""

    engine = "local-1"

    def __init__(self, *failures: Exception, mute: tuple[str, ...] = ()) -> None:
        self.read: list[str] = []
        self.failures = list(failures)
        self.began = asyncio.Event()
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self._mute = mute
        self._speaker = LocalSpeaker()

    def voice(self, language: str) -> str:
        if language in self._mute:
            raise NoVoice(language)
        return "espeak-en"

    async def speak(self, text: str, language: str) -> bytes:
        self.read.append(text)
        self.began.set()
        await self.may_go_on.wait()
        if self.failures:
            raise self.failures.pop(0)
        return await self._speaker.speak(text, "nl")


class Full(Folder):
    """A folder whose disk is full for a while."""

    def __init__(self, root: Path, failures: int) -> None:
        super().__init__(root)
        self.failures = failures

    async def put(self, name: str, data: bytes, *, media_type: str) -> None:
        if self.failures:
            self.failures -= 1
            raise NoStorage("no space left on device")
        await super().put(name, data, media_type=media_type)


@pytest.fixture(scope="module", autouse=True)
def quiet_logs() -> Iterator[None]:
    """Unconfigured, structlog draws every traceback with all its values, which takes seconds."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def storage(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture
async def resources(sessions: Sessions, reader: Speaker, storage: Storage) -> Resources:
    speech = Speech(storage, reader)
    return Resources(sessions, Silent(), FakeChats(), speech=speech, voices="local")


def runner(of: Resources, pace: Pace = BRISK) -> Runner:
    handlers = {**handlers_in(spoken), **speech_handlers()}
    return Runner(of, handlers, pace, Metrics(CollectorRegistry()))


async def looked(of: Resources) -> list[int]:
    """The jobs that a look asks for."""
    async with transaction(of.sessions, of.queue) as session:
        [id] = await enqueue_all(session, Wanted(LookForUnvoiced()))
    await runner(of).run(id)
    async with of.sessions() as session:
        asked = select(JobRow.id).where(JobRow.queue == VOICES, JobRow.id > id)
        return list(await session.scalars(asked.order_by(JobRow.id)))


async def voiced(of: Resources) -> None:
    for id in await looked(of):
        await runner(of).run(id)


async def states(sessions: Sessions) -> dict[str, ExerciseState]:
    async with sessions() as session:
        found = await session.execute(select(Exercise.kind, Exercise.state))
        return {row.kind: row.state for row in found}


async def count(sessions: Sessions, table: type[Spoken] | type[ExerciseVoice]) -> int:
    async with sessions() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def row(sessions: Sessions, id: int) -> JobRow:
    async with sessions() as session:
        return await session.get_one(JobRow, id)


async def again_now(sql: Sql) -> None:
    await sql("UPDATE jobs SET run_at = now(), dispatched_at = NULL WHERE state = 'queued'")

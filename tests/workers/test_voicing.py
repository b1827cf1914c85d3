"""Exercises are read aloud by the voices of this machine, and their sounds kept in a folder."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from prometheus_client import CollectorRegistry
from sqlalchemy import func, select

from backend.db import Sessions, transaction
from backend.exercises.models import Exercise, ExerciseState
from backend.gateways.sound import seconds
from backend.gateways.speaking import NoAnswer, NoVoice, Speaker
from backend.gateways.speaking_local import LocalSpeaker
from backend.gateways.storage import Folder, NoStorage, Storage
from backend.jobs.models import JobRow, JobState
from backend.queue import VOICES, Silent, Wanted, enqueue_all
from backend.recordings.jobs import Hear
from backend.spoken.jobs import LookForUnvoiced, VoiceExercise
from backend.spoken.looking import AT_ONCE
from backend.spoken.models import ExerciseVoice, Spoken
from backend.spoken.naming import SPEED
from backend.spoken.schemas import Pace as Speed
from tests.factories import HEARD_KINDS, a_course, a_shelf, an_item
from tests.workers.conftest import BRISK, Sql
from tests.workers.telegram import FakeChats
from workers.context import Resources, Speech
from workers.handlers import spoken
from workers.metrics import Metrics
from workers.pace import Pace, for_speech
from workers.registry import handlers_in
from workers.runner import Runner
from workers.speech import speech_handlers

TOLERANCE = 0.02
PAUSES = 0.1  # seconds: a codec's frames, at either end


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


class TestVoiced:
    async def test_every_kind_is_read_at_both_paces_and_published(
        self, resources: Resources, sessions: Sessions, storage: Folder
    ) -> None:
        items = [an_item(kind, n) for n, kind in enumerate((*HEARD_KINDS, "fill_gap"))]
        await a_course(sessions, a_shelf(items=items))
        assert (await states(sessions))["dictation"] is ExerciseState.unvoiced
        await voiced(resources)
        assert set((await states(sessions)).values()) == {ExerciseState.published}
        assert await count(sessions, ExerciseVoice) == 2 * len(HEARD_KINDS)
        async with sessions() as session:
            for sound in await session.scalars(select(Spoken)):
                data = await storage.get(sound.name)
                assert len(data) == sound.size
                assert seconds(data) == pytest.approx(sound.seconds, abs=0.001)

    async def test_slow_lasts_a_third_longer(
        self, resources: Resources, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("hear_story", 1)]))
        await voiced(resources)
        async with sessions() as session:
            length = {one.pace: one.seconds for one in await session.scalars(select(Spoken))}
        usual = length[Speed.normal] / SPEED[Speed.slow]
        assert length[Speed.slow] == pytest.approx(usual, rel=TOLERANCE, abs=PAUSES)
        assert length[Speed.normal] > 2

    async def test_the_same_text_in_two_exercises_is_read_once(
        self, resources: Resources, sessions: Sessions, reader: Reader
    ) -> None:
        same = {"text": "Het is goed.", "accepted": ["het is goed"], "slips": []}
        heard = {"answer": "Het is goed."}
        items = [an_item("dictation", 1, **same), an_item("choose_heard", 2, **heard)]
        await a_course(sessions, a_shelf(items=items))
        await voiced(resources)
        assert reader.read == ["Het is goed."]
        assert (await count(sessions, Spoken), await count(sessions, ExerciseVoice)) == (2, 4)
        assert set((await states(sessions)).values()) == {ExerciseState.published}

    async def test_twice_is_once(
        self, resources: Resources, sessions: Sessions, reader: Reader, sql: Sql
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("dictation", 1)]))
        [id] = await looked(resources)
        await runner(resources).run(id)
        await sql("UPDATE jobs SET state = 'queued', done_at = NULL WHERE id = :id", id=id)
        await runner(resources).run(id)
        assert (await row(sessions, id)).state is JobState.done
        assert len(reader.read) == 1
        assert await count(sessions, Spoken) == 2


class TestLook:
    async def test_asks_for_each_once(self, resources: Resources, sessions: Sessions) -> None:
        await a_course(sessions, kinds=HEARD_KINDS)
        assert len(await looked(resources)) == 16
        assert await looked(resources) == []

    async def test_asks_for_nothing_where_nobody_reads_aloud(
        self, resources: Resources, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=HEARD_KINDS)
        assert await looked(replace(resources, voices="")) == []

    async def test_asks_other_voices_for_what_these_could_not_read(
        self, resources: Resources, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=("dictation",))
        mute = replace(resources, speech=Speech(Folder(Path("/nowhere")), Reader(mute=("nl",))))
        await voiced(mute)
        assert (await states(sessions))["dictation"] is ExerciseState.unvoiced
        assert await looked(mute) == []
        await voiced(replace(resources, voices="google"))
        assert (await states(sessions))["dictation"] is ExerciseState.published

    async def test_what_nobody_can_read_stands_before_nothing(
        self, resources: Resources, sessions: Sessions
    ) -> None:
        silent = [an_item("dictation", n) for n in range(AT_ONCE + 1)]
        await a_course(sessions, a_shelf(items=silent))
        await a_course(sessions, a_shelf(language="en", items=[an_item("minimal_pair", 1)]))
        speech = resources.speech
        assert speech is not None
        partly = replace(resources, speech=replace(speech, speaker=Reader(mute=("nl",))))
        for _ in range(2):
            await voiced(partly)
        found = await states(sessions)
        assert found == {
            "dictation": ExerciseState.unvoiced,
            "minimal_pair": ExerciseState.published,
        }


class TestFailure:
    async def test_of_the_voice_is_tried_again_and_blocks_nothing(
        self, resources: Resources, sessions: Sessions, reader: Reader, sql: Sql
    ) -> None:
        items = [an_item("dictation", 1), an_item("minimal_pair", 2)]
        await a_course(sessions, a_shelf(items=items))
        reader.failures.append(NoAnswer("away"))
        first, second = await looked(resources)
        for id in (first, second):
            await runner(resources).run(id)
        found = await states(sessions)
        assert sorted(found.values()) == [ExerciseState.published, ExerciseState.unvoiced]
        assert (await row(sessions, first)).state is JobState.queued
        await again_now(sql)
        await runner(resources).run(first)
        assert set((await states(sessions)).values()) == {ExerciseState.published}

    async def test_of_the_storage_tells_of_no_sound(
        self, resources: Resources, sessions: Sessions, tmp_path: Path, sql: Sql, reader: Reader
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("dictation", 1)]))
        full = replace(resources, speech=Speech(Full(tmp_path, failures=1), reader))
        [id] = await looked(full)
        await runner(full).run(id)
        assert await count(sessions, Spoken) == 0
        assert (await states(sessions))["dictation"] is ExerciseState.unvoiced
        await again_now(sql)
        await runner(full).run(id)
        assert (await states(sessions))["dictation"] is ExerciseState.published

    async def test_is_tried_for_days(self) -> None:
        assert VoiceExercise.max_attempts >= 144 * 3  # ten minutes apart


class TestKilled:
    async def test_in_the_middle_it_is_done_by_another(
        self, resources: Resources, sessions: Sessions, sql: Sql, reader: Reader, storage: Folder
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("choose_heard", 1)]))
        [id] = await looked(resources)
        await storage.put("spoken/half.ogg", b"what a dead worker left", media_type="audio/ogg")
        await sql(
            "UPDATE jobs SET state = 'running', attempts = 1, lease_token = gen_random_uuid(),"
            " lease_until = now() - interval '1 second' WHERE id = :id",
            id=id,
        )
        await runner(resources).run(id)
        await self.was_done_once(sessions, id)
        assert len(reader.read) == 1

    async def test_of_two_who_do_it_at_a_time_one_is_heard(
        self, resources: Resources, sessions: Sessions, reader: Reader, sql: Sql
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("choose_heard", 1)]))
        [id] = await looked(resources)
        reader.may_go_on.clear()
        first = asyncio.create_task(runner(resources, Pace()).run(id))
        await reader.began.wait()
        await sql("UPDATE jobs SET lease_until = now() - interval '1 second' WHERE id = :id", id=id)
        second = asyncio.create_task(runner(resources, Pace()).run(id))
        while len(reader.read) < 2:
            await asyncio.sleep(0.01)
        reader.may_go_on.set()
        await asyncio.gather(first, second)
        await self.was_done_once(sessions, id)

    async def was_done_once(self, sessions: Sessions, id: int) -> None:
        job = await row(sessions, id)
        assert (job.state, job.attempts) == (JobState.done, 2)
        assert (await count(sessions, Spoken), await count(sessions, ExerciseVoice)) == (2, 2)
        assert (await states(sessions))["choose_heard"] is ExerciseState.published


def test_the_speech_worker_does_what_is_asked_of_its_queues() -> None:
    slots = for_speech().by_queue
    assert {handler.job.queue for handler in speech_handlers().values()} <= slots.keys()
    assert VoiceExercise.queue == VOICES
    assert VoiceExercise.name() in speech_handlers()


def test_a_recording_never_stands_behind_what_nobody_waits_for() -> None:
    assert VoiceExercise.queue != Hear.queue
    assert min(for_speech().by_queue.values()) > 0

"""A voice note through the whole house: the real API, the real jobs, the real decoder; what is
heard in it is played."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from math import pi, sin
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import select, text

from backend.client import Backend
from backend.db import Sessions
from backend.exercises.schemas import ExerciseOut
from backend.gateways.sound import to_opus
from backend.gateways.storage import Folder
from backend.gateways.telegram import File
from backend.recordings.models import Recording
from backend.recordings.schemas import Outcome, Receipt, ReceivedOut, VoiceIn
from backend.settings import Settings
from backend.speech.heard import RATE, Heard
from tests.conftest import TOKEN, serving
from tests.factories import Learner, a_course, a_learner, an_item
from tests.fakes.ears import PlayedRecogniser, heard
from tests.fakes.queue import FakeQueue
from tests.workers.conftest import BRISK
from tests.workers.judging.conftest import Worker
from tests.workers.telegram import FakeChats
from workers.context import Resources, Speech
from workers.ears import Ears
from workers.main import all_handlers
from workers.metrics import Metrics, counting_recordings
from workers.runner import Runner
from workers.speech import speech_handlers

SENTENCE = "ik ga morgen met de trein naar mijn werk toe"
WAITS_IN = 700  # the message with "🎧 …"
ASKED_IN = 600  # the message with the exercise


def a_tone(seconds: float = 2.0, volume: float = 0.3) -> bytes:
    """A voice note of a hum."""
    loud = 32_000 * volume
    samples = [int(loud * sin(2 * pi * 220 * n / RATE)) for n in range(int(seconds * RATE))]
    return to_opus(b"".join(one.to_bytes(2, "little", signed=True) for one in samples), RATE)


@pytest.fixture(scope="session")
def tone() -> bytes:
    return a_tone()


@pytest.fixture(scope="session")
async def listening_url(settings: Settings) -> AsyncIterator[str]:
    async with serving(settings.model_copy(update={"asr_model": "played", "tts": "local"})) as url:
        yield url


@pytest.fixture
async def backend(listening_url: str, sessions: Sessions) -> AsyncIterator[Backend]:
    async with Backend(listening_url, TOKEN, timeout=20) as client:
        yield client


@pytest.fixture
def recogniser() -> PlayedRecogniser:
    return PlayedRecogniser(heard(SENTENCE))


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def files(settings: Settings) -> Folder:
    return Folder(settings.data_dir / "files")


@pytest.fixture
def resources(
    sessions: Sessions,
    queue: FakeQueue,
    telegram: FakeChats,
    recogniser: PlayedRecogniser,
    registry: CollectorRegistry,
    files: Folder,
) -> Resources:
    return Resources(
        sessions,
        queue,
        telegram,
        speech=Speech(files, ears=Ears(recogniser)),
        asr="played",
        count_recording=counting_recordings(registry),
    )


@pytest.fixture
def worker(resources: Resources) -> Worker:
    handlers = {**all_handlers(), **speech_handlers()}
    return Worker(resources, Runner(resources, handlers, BRISK, Metrics(CollectorRegistry())))


@dataclass
class Speaker:
    """A learner before an exercise that is answered by voice."""

    learner: Learner
    exercise: ExerciseOut
    telegram: FakeChats
    recogniser: PlayedRecogniser
    worker: Worker
    tone: bytes
    number: int = 0

    async def sends(self, data: bytes | None = None, **claims: Any) -> ReceivedOut:
        """A voice note, of which nobody has heard yet."""
        self.number += 1
        file = File(f"file-{self.number}", f"unique-{self.number}")
        self.telegram.files.setdefault(file, self.tone if data is None else data)
        given = {
            "file_id": file.id,
            "unique_id": file.unique_id,
            "seconds": 2,
            "size": 9000,
            "key": f"42:7:{self.number}",
            "asked_in": ASKED_IN,
            **claims,
        }
        return await self.learner.calls.voice_note(VoiceIn(**given))

    async def says(self, what: Heard | str, data: bytes | None = None, **claims: Any) -> Recording:
        """A voice note that is heard as this, and all that follows from it."""
        self.recogniser.says = heard(what) if isinstance(what, str) else what
        received = await self.sends(data, **claims)
        assert received.state is Receipt.hearing, received
        assert received.recording_id is not None
        placed = await self.learner.calls.place_recording(received.recording_id, WAITS_IN)
        assert placed.here
        await self.worker.work()
        return await self.recording(received.recording_id)

    async def recording(self, id: int) -> Recording:
        async with self.worker.resources.sessions() as session:
            return (await session.scalars(select(Recording).where(Recording.id == id))).one()

    async def attempts(self) -> list[Any]:
        """What was answered."""
        return await self.worker.sql(
            "SELECT id, verdict FROM attempts WHERE answered_at IS NOT NULL ORDER BY id"
        )

    async def is_open(self) -> bool:
        stored = await self.learner.calls.attempt(self.exercise.attempt_id)
        return stored.answer is None

    @property
    def told(self) -> list[str]:
        """What the message says that waits, one after the other."""
        return [said["text"] for _, id, said in self.telegram.edited if id == WAITS_IN]

    async def refused(self, what: Heard | str, data: bytes | None = None, **claims: Any) -> Outcome:
        """What became of a recording of which nothing was made."""
        one = await self.says(what, data, **claims)
        assert await self.attempts() == []
        assert await self.is_open()
        assert one.outcome is not None
        return one.outcome


async def a_speaker(
    backend: Backend, worker: Worker, recogniser: PlayedRecogniser, tone: bytes
) -> Speaker:
    learner = await a_learner(backend)
    exercise = await learner.exercise()
    assert isinstance(worker.resources.telegram, FakeChats)
    return Speaker(learner, exercise, worker.resources.telegram, recogniser, worker, tone)


async def look(worker: Worker) -> None:
    async with worker.resources.sessions.begin() as session:
        await session.execute(
            text(
                "INSERT INTO jobs (queue, kind, payload, max_attempts, run_at, dispatch_no)"
                " VALUES ('default', 'recordings.LookForOldRecordings', '{}', 5, now(), 1)"
            )
        )
    await worker.work()


def spoken_items(kind: str = "read_aloud", **own: Any) -> list[dict[str, Any]]:
    """Two of this kind, and something that can be done without a voice."""
    said = {"text": SENTENCE} if kind != "answer_aloud" else {}
    first = [an_item(kind, n, **{**said, **own}) for n in range(2)]
    return [*first, an_item("fill_gap", 5), an_item("fill_gap", 6)]


@pytest.fixture
async def speaker(
    sessions: Sessions,
    backend: Backend,
    worker: Worker,
    recogniser: PlayedRecogniser,
    tone: bytes,
    tmp_path: Path,
) -> Speaker:
    """Before a sentence that is to be read aloud."""
    await a_course(sessions, items=spoken_items())
    return await a_speaker(backend, worker, recogniser, tone)

"""What happens to a recording while somebody listens to it: its owner has it deleted, its time is
over, the storage does not answer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import pytest
from prometheus_client import CollectorRegistry

from backend.gateways.storage import Folder, Missing
from backend.recordings.schemas import Outcome
from backend.speech.heard import Heard, Sound
from tests.fakes.ears import PlayedRecogniser, heard
from tests.workers.conftest import BRISK
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import SENTENCE, WAITS_IN, Speaker, look
from workers.context import Resources, Speech
from workers.ears import Ears
from workers.handlers import hearing
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner
from workers.speech import speech_handlers

Meanwhile = Callable[[], Awaitable[object]]


@dataclass
class Slow(Folder):
    """Something happens before each file is written."""

    folder: Folder
    before: list[Meanwhile] = field(default_factory=list)

    async def put(self, name: str, data: bytes, *, media_type: str) -> None:
        if self.before:
            await self.before.pop(0)()
        await self.folder.put(name, data, media_type=media_type)

    async def get(self, name: str) -> bytes:
        return await self.folder.get(name)

    async def delete(self, name: str) -> None:
        await self.folder.delete(name)


@pytest.fixture
def storage(files: Folder) -> Slow:
    return Slow(files)


class Interrupted(PlayedRecogniser):
    """Something happens while it listens."""

    def __init__(self) -> None:
        super().__init__(heard(SENTENCE))
        self.meanwhile: Meanwhile | None = None
        self.loop = asyncio.get_running_loop()

    def hear(self, sound: Sound, language: str, *, spelled: bool = False) -> Heard:
        if self.meanwhile is not None:
            asyncio.run_coroutine_threadsafe(_done(self.meanwhile), self.loop).result(20)
        return super().hear(sound, language, spelled=spelled)


async def _done(meanwhile: Meanwhile) -> None:
    await meanwhile()


@pytest.fixture
async def recogniser() -> Interrupted:
    return Interrupted()


@pytest.fixture
def worker(resources: Resources, recogniser: Interrupted, storage: Slow) -> Worker:
    slow = replace(resources, speech=Speech(storage, ears=Ears(recogniser)))
    handlers = {**all_handlers(), **speech_handlers()}
    return Worker(slow, Runner(slow, handlers, BRISK, Metrics(CollectorRegistry())))


async def sent(speaker: Speaker) -> int:
    """A voice note that waits; its id."""
    received = await speaker.sends()
    assert received.recording_id is not None
    await speaker.learner.calls.place_recording(received.recording_id, WAITS_IN)
    return received.recording_id


class TestItsOwnerHasItDeleted:
    async def test_while_it_is_being_written(
        self, speaker: Speaker, worker: Worker, storage: Slow
    ) -> None:
        async def delete() -> None:
            await speaker.learner.calls.delete_recordings()
            await worker.sql("UPDATE jobs SET run_at = now() WHERE kind LIKE '%.ForgetRecordings'")
            [(id,)] = await worker.sql("SELECT id FROM jobs WHERE kind LIKE '%.ForgetRecordings'")
            await worker.runner.run(id)

        storage.before.append(delete)
        id = await sent(speaker)
        await worker.work()
        one = await speaker.recording(id)
        assert (one.outcome, one.name) == (Outcome.judged, None)
        with pytest.raises(Missing):
            await storage.get(f"heard/{id}.ogg")

    async def test_and_nothing_is_made_of_it(
        self, speaker: Speaker, worker: Worker, storage: Slow, recogniser: Interrupted
    ) -> None:
        recogniser.says = heard("")
        recogniser.meanwhile = speaker.learner.calls.delete_recordings
        id = await sent(speaker)
        await worker.work()
        assert (await speaker.recording(id)).name is None
        with pytest.raises(Missing):
            await storage.get(f"heard/{id}.ogg")


async def test_whoever_was_told_that_nobody_listens_is_told_nothing_else(
    speaker: Speaker, worker: Worker, recogniser: Interrupted
) -> None:
    async def give_up() -> None:
        await worker.sql("UPDATE jobs SET run_at = now() WHERE kind = 'recordings.GiveUpHearing'")
        for _ in ("given up", "told so"):
            for id in await worker.due():
                await worker.runner.run(id)

    recogniser.meanwhile = give_up
    await sent(speaker)
    await worker.work()
    assert "couldn't listen" in speaker.told[-1]
    assert await speaker.is_open()


async def test_a_storage_that_does_not_answer_is_not_waited_for(
    speaker: Speaker, worker: Worker, storage: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "KEEPING", 0.2)
    storage.before.append(asyncio.Event().wait)
    id = await sent(speaker)
    async with asyncio.timeout(10):
        await worker.work()
    assert (await speaker.recording(id)).outcome is Outcome.judged


async def test_all_that_is_old_goes_however_much_it_is(
    speaker: Speaker, worker: Worker, files: Folder
) -> None:
    id = await sent(speaker)
    await worker.work()
    await worker.sql(
        "INSERT INTO recordings (profile_id, bot_id, key, file_id, unique_id, claimed_seconds,"
        " state, received_at, name)"
        " SELECT profile_id, bot_id, 'old:' || n, 'f', 'u', 2, 'heard',"
        " now() - interval '25 hours', 'heard/old-' || n || '.ogg'"
        f" FROM recordings, generate_series(1, 250) n WHERE id = {id}"
    )
    await look(worker)
    kept = await worker.sql("SELECT id FROM recordings WHERE name IS NOT NULL")
    assert kept == [(id,)]

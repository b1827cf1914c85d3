import pytest

from backend.client import Backend
from backend.gateways.storage import Folder, Missing
from backend.recordings.schemas import Outcome
from tests.factories import a_learner
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import SENTENCE, Speaker, look


class TestTheSoundItself:
    async def test_is_kept_for_some_hours(
        self, speaker: Speaker, worker: Worker, files: Folder, tone: bytes
    ) -> None:
        one = await speaker.says(SENTENCE)
        assert one.name == f"heard/{one.id}.ogg"
        assert await files.get(one.name) == tone
        await worker.sql("UPDATE recordings SET received_at = now() - interval '25 hours'")
        await look(worker)
        assert (await speaker.recording(one.id)).name is None
        with pytest.raises(Missing):
            await files.get(one.name)

    async def test_is_not_deleted_before_its_time(
        self, speaker: Speaker, worker: Worker, files: Folder, tone: bytes
    ) -> None:
        one = await speaker.says(SENTENCE)
        await worker.sql("UPDATE recordings SET received_at = now() - interval '23 hours'")
        await look(worker)
        assert one.name is not None
        assert await files.get(one.name) == tone

    async def test_is_gone_at_once_when_its_owner_says_so(
        self, speaker: Speaker, files: Folder
    ) -> None:
        one = await speaker.says(SENTENCE)
        assert one.name is not None
        assert (await speaker.learner.calls.delete_recordings()).count == 1
        with pytest.raises(Missing):
            await files.get(one.name)
        await speaker.worker.work()
        after = await speaker.recording(one.id)
        assert (after.name, after.transcript) == (None, SENTENCE)
        assert after.deleted_at is not None

    async def test_of_what_is_still_to_be_heard_is_not_kept_either(
        self, speaker: Speaker, worker: Worker, files: Folder
    ) -> None:
        received = await speaker.sends()
        await speaker.learner.calls.delete_recordings()
        await worker.work()
        assert received.recording_id is not None
        one = await speaker.recording(received.recording_id)
        assert (one.name, one.outcome) == (None, Outcome.judged)
        with pytest.raises(Missing):
            await files.get(f"heard/{one.id}.ogg")

    async def test_of_others_stays(self, speaker: Speaker, backend: Backend, files: Folder) -> None:
        one = await speaker.says(SENTENCE)
        other = await a_learner(backend, 8)
        assert (await other.calls.delete_recordings()).count == 0
        assert one.name is not None
        assert await files.get(one.name)

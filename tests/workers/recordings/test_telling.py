import pytest

from backend.attempts.schemas import AnswerIn
from backend.client import Backend, Refused
from backend.gateways.telegram import Blocked, OutcomeUnknown, Unreachable
from backend.recordings.schemas import Outcome, RecordingState
from tests.factories import a_learner
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import SENTENCE, WAITS_IN, Speaker


class TestOnce:
    async def test_a_message_that_is_delivered_twice_is_one_recording(
        self, speaker: Speaker, worker: Worker
    ) -> None:
        first = await speaker.sends(key="42:7:1")
        again = await speaker.sends(key="42:7:1")
        assert again.recording_id == first.recording_id
        assert await worker.sql("SELECT count(*) FROM recordings") == [(1,)]
        assert await worker.sql("SELECT count(*) FROM jobs WHERE kind = 'recordings.Hear'") == [
            (1,)
        ]

    async def test_a_job_that_is_done_again_changes_and_tells_nothing(
        self, speaker: Speaker, worker: Worker
    ) -> None:
        await speaker.says(SENTENCE)
        told, heard_times = list(speaker.told), speaker.recogniser.times
        await worker.again()
        assert speaker.told == told
        assert speaker.recogniser.times == heard_times
        assert len(await speaker.attempts()) == 1

    async def test_a_job_killed_before_its_end_is_done_once(
        self, speaker: Speaker, worker: Worker
    ) -> None:
        """Heard, told at once, and killed: another worker hears it again, and it counts once."""
        received = await speaker.sends()
        assert received.recording_id is not None
        await speaker.learner.calls.place_recording(received.recording_id, WAITS_IN)
        await worker.sql(
            "CREATE FUNCTION kill() RETURNS trigger AS $$ BEGIN RAISE 'killed'; END $$"
            " LANGUAGE plpgsql"
        )
        await worker.sql(
            "CREATE TRIGGER kill BEFORE UPDATE ON attempts FOR EACH ROW EXECUTE FUNCTION kill()"
        )
        try:
            for id in await worker.due():
                await worker.runner.run(id)
            assert await speaker.is_open()
            assert len(speaker.told) == 1
        finally:
            await worker.sql("DROP TRIGGER kill ON attempts")
            await worker.sql("DROP FUNCTION kill()")
        await worker.sql("UPDATE jobs SET run_at = now() WHERE kind = 'recordings.Hear'")
        await worker.work()
        assert [row[1] for row in await speaker.attempts()] == ["correct"]
        assert sum("✅" in line for line in speaker.told) == 1

    async def test_of_two_recordings_one_answers(self, speaker: Speaker) -> None:
        first, second = await speaker.sends(), await speaker.sends()
        for received, place in ((first, WAITS_IN), (second, WAITS_IN + 1)):
            assert received.recording_id is not None
            await speaker.learner.calls.place_recording(received.recording_id, place)
        await speaker.worker.work()
        assert len(await speaker.attempts()) == 1
        assert first.recording_id is not None
        assert second.recording_id is not None
        outcomes = {
            (await speaker.recording(first.recording_id)).outcome,
            (await speaker.recording(second.recording_id)).outcome,
        }
        assert outcomes == {Outcome.judged, Outcome.late}

    async def test_whoever_gave_up_meanwhile_hears_that_it_was_answered(
        self, speaker: Speaker
    ) -> None:
        received = await speaker.sends()
        assert received.recording_id is not None
        await speaker.learner.calls.place_recording(received.recording_id, WAITS_IN)
        given = AnswerIn.model_validate({"answer": {"type": "give_up"}})
        await speaker.learner.calls.answer(speaker.exercise.attempt_id, given)
        await speaker.worker.work()
        assert (await speaker.recording(received.recording_id)).outcome is Outcome.late
        assert "answered already" in speaker.told[-1]
        assert speaker.recogniser.times == 0


class TestWhereItIsTold:
    async def test_a_bot_that_never_says_where_has_it_in_a_new_message(
        self, speaker: Speaker, worker: Worker
    ) -> None:
        await speaker.sends()
        await worker.work()
        assert speaker.telegram.sent == []
        await worker.sql("UPDATE jobs SET run_at = now() WHERE kind = 'recordings.ShowRecording'")
        await worker.work()
        [(_, said)] = speaker.telegram.sent
        assert "✅" in said["text"]

    async def test_a_bot_that_says_so_late_has_it_there(
        self, speaker: Speaker, worker: Worker
    ) -> None:
        received = await speaker.sends()
        await worker.work()
        assert received.recording_id is not None
        placed = await speaker.learner.calls.place_recording(received.recording_id, WAITS_IN)
        assert placed.here
        await worker.work()
        assert "✅" in speaker.told[-1]
        await worker.sql("UPDATE jobs SET run_at = now() WHERE kind = 'recordings.ShowRecording'")
        await worker.work()
        assert speaker.telegram.sent == []

    async def test_a_bot_that_comes_after_the_new_message_is_told_so(
        self, speaker: Speaker, worker: Worker
    ) -> None:
        received = await speaker.sends()
        await worker.work()
        await worker.sql("UPDATE jobs SET run_at = now() WHERE kind = 'recordings.ShowRecording'")
        await worker.work()
        assert received.recording_id is not None
        placed = await speaker.learner.calls.place_recording(received.recording_id, WAITS_IN)
        assert not placed.here

    async def test_nobody_says_where_another_persons_recording_is_told(
        self, speaker: Speaker, backend: Backend
    ) -> None:
        received = await speaker.sends()
        other = await a_learner(backend, 8)
        assert received.recording_id is not None
        with pytest.raises(Refused, match="NotFound"):
            await other.calls.place_recording(received.recording_id, 1)


class TestWhenTelegramIsAway:
    async def test_it_is_fetched_when_telegram_is_there_again(
        self, speaker: Speaker, worker: Worker
    ) -> None:
        speaker.telegram.failures.append(Unreachable("no route"))
        received = await speaker.sends()
        assert received.recording_id is not None
        await speaker.learner.calls.place_recording(received.recording_id, WAITS_IN)
        await worker.work()
        await worker.sql("UPDATE jobs SET run_at = now() WHERE kind = 'recordings.Hear'")
        await worker.work()
        assert (await speaker.recording(received.recording_id)).outcome is Outcome.judged

    async def test_after_the_last_try_the_learner_is_told(
        self, speaker: Speaker, worker: Worker
    ) -> None:
        received = await speaker.sends()
        assert received.recording_id is not None
        await speaker.learner.calls.place_recording(received.recording_id, WAITS_IN)
        speaker.telegram.failures += [OutcomeUnknown("timeout")] * 3
        for _ in range(3):
            await worker.sql("UPDATE jobs SET run_at = now() WHERE kind = 'recordings.Hear'")
            await worker.work()
        one = await speaker.recording(received.recording_id)
        assert (one.state, one.outcome) == (RecordingState.failed, Outcome.away)
        assert "couldn't listen" in speaker.told[-1]
        assert await speaker.is_open()

    async def test_where_nobody_listens_the_learner_is_told_in_the_end(
        self, speaker: Speaker, worker: Worker
    ) -> None:
        received = await speaker.sends()
        assert received.recording_id is not None
        await speaker.learner.calls.place_recording(received.recording_id, WAITS_IN)
        later = "UPDATE jobs SET run_at = now() + interval '1 hour' WHERE kind = 'recordings.Hear'"
        await worker.sql(later)
        await worker.sql("UPDATE jobs SET run_at = now() WHERE kind = 'recordings.GiveUpHearing'")
        await worker.work()
        assert "couldn't listen" in speaker.told[-1]
        # And who comes back to it then finds nothing that waits.
        await worker.sql("UPDATE jobs SET run_at = now() WHERE kind = 'recordings.Hear'")
        await worker.work()
        assert await speaker.is_open()

    async def test_whoever_has_left_the_chat_is_sent_nothing_more(
        self, speaker: Speaker, worker: Worker
    ) -> None:
        received = await speaker.sends()
        assert received.recording_id is not None
        [(id,)] = await worker.sql("SELECT id FROM jobs WHERE kind = 'recordings.Hear'")
        await worker.runner.run(id)
        speaker.telegram.failures.append(Blocked("bot was blocked by the user"))
        await speaker.learner.calls.place_recording(received.recording_id, WAITS_IN)
        await worker.work()
        states = "SELECT attempts FROM jobs WHERE kind LIKE '%ShowRecording' AND state = 'done'"
        assert await worker.sql(states) == [(1,)]
        assert await worker.sql("SELECT blocked_at IS NULL FROM chats") == [(False,)]
        assert speaker.told == []

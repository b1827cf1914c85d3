import asyncio
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from backend.attempts.schemas import AnswerIn
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Choice
from backend.gateways.storage import Folder, Missing
from backend.gateways.telegram import OutcomeUnknown, Unreachable
from backend.lessons.schemas import ExerciseNext
from backend.recordings.schemas import Outcome, Receipt, RecordingState, VoiceIn
from tests.factories import a_course, a_learner
from tests.fakes.ears import PlayedRecogniser, heard
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import (
    ASKED_IN,
    SENTENCE,
    WAITS_IN,
    Speaker,
    a_speaker,
    look,
    spoken_items,
)


class TestASentenceThatIsReadAloud:
    async def test_is_told_as_it_was_heard_before_it_is_judged(self, speaker: Speaker) -> None:
        await speaker.says(f"uh {SENTENCE}")
        at_once, judged = speaker.told
        assert f"“uh {SENTENCE}”" in at_once
        assert "I heard:" in at_once
        assert "✅" not in at_once
        assert "✅" in judged

    async def test_counts_as_an_answer_with_its_words_kept(self, speaker: Speaker) -> None:
        one = await speaker.says(f"uh {SENTENCE}")
        assert (one.state, one.outcome) == (RecordingState.heard, Outcome.judged)
        assert one.transcript == f"uh {SENTENCE}"
        assert one.words is not None
        assert [word["state"] for word in one.words] == ["extra", *["said"] * 10]
        assert [row[1] for row in await speaker.attempts()] == ["correct"]

    async def test_is_followed_by_the_next_exercise_in_the_same_message(
        self, speaker: Speaker
    ) -> None:
        await speaker.says(SENTENCE)
        assert "2/5" in speaker.told[-1]
        assert speaker.telegram.sent == []
        assert [id for _, id in speaker.telegram.bared] == [ASKED_IN]

    @pytest.mark.parametrize(
        ("said", "verdict"),
        [
            (SENTENCE, Verdict.correct),
            (SENTENCE.replace("mijn ", ""), Verdict.correct),
            (SENTENCE.replace("mijn werk toe", "toe"), Verdict.almost),
            (SENTENCE.replace("naar mijn werk toe", ""), Verdict.wrong),
        ],
    )
    async def test_is_judged_by_the_words_that_were_said(
        self, speaker: Speaker, said: str, verdict: Verdict
    ) -> None:
        await speaker.says(said)
        assert [row[1] for row in await speaker.attempts()] == [verdict.value]

    async def test_has_its_missing_words_struck_out_and_one_thing_to_improve(
        self, speaker: Speaker
    ) -> None:
        await speaker.says(SENTENCE.replace("naar mijn werk toe", ""))
        _, _, said = speaker.telegram.edited[-1]
        struck = [
            said["text"].encode("utf-16-le")[2 * one.offset : 2 * (one.offset + one.length)]
            for one in said["entities"]
            if one.type == "strikethrough"
        ]
        assert [one.decode("utf-16-le") for one in struck] == ["naar", "mijn", "werk", "toe"]
        assert said["text"].count("👉") == 1
        labels = [one.text for row in said["reply_markup"].inline_keyboard for one in row]
        assert "🔊 How it sounds" in labels
        assert "🐢 Slowly" in labels

    async def test_makes_no_mistake_of_grammar(self, speaker: Speaker, worker: Worker) -> None:
        await speaker.says(SENTENCE.replace("naar mijn werk toe", ""))
        assert await worker.sql("SELECT * FROM mistakes") == []

    async def test_has_no_remedies(self, speaker: Speaker) -> None:
        await speaker.says(SENTENCE.replace("naar mijn werk toe", ""))
        stored = (await speaker.learner.calls.attempt(speaker.exercise.attempt_id)).answer
        assert stored is not None
        assert stored.feedback.remedies == []
        assert stored.feedback.aloud is not None
        assert stored.feedback.aloud.given


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


class TestWhatIsNoAnswer:
    """Each has its own kind line, no attempt counts, and the exercise stays open."""

    @pytest.mark.parametrize(
        ("what", "outcome", "line"),
        [
            (heard("dank u voor het kijken", likelihood=-1.1, silence=0.9), "noise", "noise"),
            (heard("mijn hond slaapt altijd onder tafel"), "other_sentence", "something else"),
            (heard(SENTENCE, likelihood=-1.6), "unclear", "not sure"),
            (heard(""), "noise", "noise"),
        ],
    )
    async def test_is_told_kindly(
        self, speaker: Speaker, what: object, outcome: str, line: str
    ) -> None:
        assert await speaker.refused(what) == outcome  # type: ignore[arg-type]
        assert line in speaker.told[-1]

    async def test_another_sentence_is_told_as_it_was_heard(self, speaker: Speaker) -> None:
        await speaker.refused("mijn hond slaapt altijd onder tafel")
        assert "“mijn hond slaapt altijd onder tafel”" in speaker.told[-1]

    async def test_is_counted(self, speaker: Speaker, registry: CollectorRegistry) -> None:
        await speaker.refused(heard(""))
        assert registry.get_sample_value("tutor_recordings_total", {"outcome": "noise"}) == 1

    async def test_leaves_the_next_try_free(self, speaker: Speaker) -> None:
        await speaker.refused(heard(""))
        await speaker.says(SENTENCE)
        assert [row[1] for row in await speaker.attempts()] == ["correct"]


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


class TestReceiving:
    async def test_a_voice_note_that_nothing_asks_for_is_not_listened_to(
        self, sessions: Sessions, backend: Backend, worker: Worker, recogniser: PlayedRecogniser
    ) -> None:
        await a_course(sessions, kinds=("fill_gap",))
        speaker = await a_speaker(backend, worker, recogniser, b"")
        assert (await speaker.sends()).state is Receipt.no_task
        assert await worker.sql("SELECT count(*) FROM recordings") == [(0,)]

    @pytest.mark.parametrize(
        ("claims", "state", "most"),
        [
            ({"seconds": 61}, Receipt.too_long, 60),
            ({"size": 2_000_001}, Receipt.too_big, 2000),
        ],
    )
    async def test_too_much_is_told_before_anything_is_fetched(
        self, speaker: Speaker, claims: dict[str, Any], state: Receipt, most: int
    ) -> None:
        received = await speaker.sends(**claims)
        assert (received.state, received.most) == (state, most)
        await speaker.worker.work()
        assert speaker.telegram.fetched == []

    async def test_few_are_listened_to_at_a_time(self, speaker: Speaker) -> None:
        states = [(await speaker.sends()).state for _ in range(4)]
        assert states == [*[Receipt.hearing] * 3, Receipt.too_many]

    async def test_nor_are_more_that_come_at_once(self, speaker: Speaker) -> None:
        received = await asyncio.gather(*(speaker.sends() for _ in range(8)))
        states = [one.state for one in received]
        assert states.count(Receipt.hearing) == 3
        assert states.count(Receipt.too_many) == 5

    async def test_without_a_profile_there_is_no_task(
        self, backend: Backend, speaker: Speaker
    ) -> None:
        calls = backend.on_behalf_of(999, bot_id=42)
        given = VoiceIn(file_id="f", unique_id="u", seconds=1, key="k")
        assert (await calls.voice_note(given)).state is Receipt.no_task


class TestCannotSpeakNow:
    async def test_another_exercise_comes_and_none_that_is_to_be_spoken(
        self, speaker: Speaker
    ) -> None:
        learner = speaker.learner
        out = await learner.calls.fall_silent(learner.profile.id, silent=True)
        assert out.until is not None
        assert isinstance(out.next, ExerciseNext)
        assert not out.next.exercise.shown.spoken
        gone = await learner.calls.answer(
            out.next.exercise.attempt_id, AnswerIn(answer=Choice(index=0))
        )
        assert isinstance(gone.next, ExerciseNext)
        assert not gone.next.exercise.shown.spoken

    async def test_a_voice_note_finds_nothing_that_asks_for_it(self, speaker: Speaker) -> None:
        learner = speaker.learner
        await learner.calls.fall_silent(learner.profile.id, silent=True)
        assert (await speaker.sends()).state is Receipt.no_task

    async def test_after_an_hour_they_come_again(self, speaker: Speaker, worker: Worker) -> None:
        learner = speaker.learner
        out = await learner.calls.fall_silent(learner.profile.id, silent=True)
        assert isinstance(out.next, ExerciseNext)
        await worker.sql("UPDATE profiles SET silent_until = now() - interval '1 second'")
        answer = AnswerIn(answer=Choice(index=0))
        kinds = []
        following = (await learner.calls.answer(out.next.exercise.attempt_id, answer)).next
        for _ in range(3):
            assert isinstance(following, ExerciseNext)
            shown = following.exercise.shown
            kinds.append(shown.kind)
            if shown.spoken:
                break
            following = (await learner.calls.answer(following.exercise.attempt_id, answer)).next
        assert "read_aloud" in kinds

    async def test_who_can_speak_again_gets_them_at_once(self, speaker: Speaker) -> None:
        learner = speaker.learner
        await learner.calls.fall_silent(learner.profile.id, silent=True)
        out = await learner.calls.fall_silent(learner.profile.id, silent=False)
        assert out.until is None

    async def test_it_is_said_of_ones_own_course_only(
        self, speaker: Speaker, backend: Backend
    ) -> None:
        other = await a_learner(backend, 8)
        with pytest.raises(Refused, match="NotFound"):
            await other.calls.fall_silent(speaker.learner.profile.id, silent=True)


class TestWhereNobodyListens:
    async def test_nothing_is_to_be_spoken(
        self, sessions: Sessions, client: Backend, recogniser: PlayedRecogniser
    ) -> None:
        await a_course(sessions, items=spoken_items())
        learner = await a_learner(client)
        assert not (await learner.exercise()).shown.spoken


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


class TestAnAnswerInOnesOwnWords:
    @pytest.mark.parametrize(
        ("said", "verdict"),
        [
            ("Uh, ik ga naar mijn werk", "correct"),
            ("Ik ik ga um naar naar mijn werk", "correct"),
            ("Ik gaat naar mijn werk", "wrong"),
            ("Mijn oma heeft twee katten", "wrong"),
        ],
    )
    async def test_is_judged_as_if_it_was_typed(  # the parts of a whole flow
        self,
        sessions: Sessions,
        backend: Backend,
        worker: Worker,
        recogniser: PlayedRecogniser,
        tone: bytes,
        said: str,
        verdict: str,
    ) -> None:
        await a_course(sessions, items=spoken_items("answer_aloud"))
        speaker = await a_speaker(backend, worker, recogniser, tone)
        one = await speaker.says(said)
        assert [row[1] for row in await speaker.attempts()] == [verdict]
        assert one.transcript == said
        assert f"“{said}”" in speaker.told[-1]

    async def test_takes_no_typed_words(
        self,
        sessions: Sessions,
        backend: Backend,
        worker: Worker,
        recogniser: PlayedRecogniser,
    ) -> None:
        await a_course(sessions, items=spoken_items("answer_aloud"))
        speaker = await a_speaker(backend, worker, recogniser, b"")
        given = AnswerIn.model_validate({"answer": {"type": "typed", "text": "Ik ga werken."}})
        with pytest.raises(Refused, match="WrongAnswerShape"):
            await speaker.learner.calls.answer("open", given)


async def test_nobody_can_claim_to_have_been_heard(speaker: Speaker, backend: Backend) -> None:
    """What is heard is written by whoever listens: the API takes no such answer."""
    spoken = {
        "type": "spoken",
        "recording_id": 1,
        "text": SENTENCE,
        "transcript": SENTENCE,
        "words": [],
    }
    with pytest.raises(Exception, match="union_tag_invalid"):
        AnswerIn.model_validate({"answer": spoken})

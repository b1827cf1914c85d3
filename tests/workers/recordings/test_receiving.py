import asyncio
from typing import Any

import pytest

from backend.attempts.schemas import AnswerIn
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.kinds.base import Choice
from backend.lessons.schemas import ExerciseNext
from backend.recordings.schemas import Receipt, VoiceIn
from tests.factories import a_course, a_learner
from tests.fakes.ears import PlayedRecogniser
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import SENTENCE, Speaker, a_speaker, spoken_items


class TestReceiving:
    async def test_a_voice_note_that_nothing_asks_for_is_not_listened_to(
        self, sessions: Sessions, backend: Backend, worker: Worker, recogniser: PlayedRecogniser
    ) -> None:
        await a_course(sessions, kinds=("fill_gap",))
        speaker = await a_speaker(backend, worker, recogniser, b"")
        received = await speaker.sends()
        assert received.state is Receipt.no_task
        assert received.attempt_id == speaker.exercise.attempt_id
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

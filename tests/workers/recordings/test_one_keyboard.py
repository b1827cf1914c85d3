"""Of all messages of a chat only the newest keeps its buttons. The bot names the message that it
knows to have some; it does not know what became of those in which it waits."""

import pytest

from backend.attempts.schemas import GiveUp
from backend.client import Backend
from backend.db import Sessions
from backend.recordings.schemas import Outcome
from tests.factories import a_course, an_item
from tests.fakes.ears import PlayedRecogniser, heard
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import (
    ASKED_IN,
    SENTENCE,
    WAITS_IN,
    Speaker,
    a_speaker,
)


async def says(speaker: Speaker, what: str, place: int) -> Outcome | None:
    """A voice note, of which is told in the message `place`."""
    speaker.recogniser.says = heard(what)
    received = await speaker.sends()
    assert received.recording_id is not None
    await speaker.learner.calls.place_recording(received.recording_id, place)
    await speaker.worker.work()
    return (await speaker.recording(received.recording_id)).outcome


@pytest.fixture
async def speaker(
    sessions: Sessions,
    backend: Backend,
    worker: Worker,
    recogniser: PlayedRecogniser,
    tone: bytes,
) -> Speaker:
    """Before sentences that are to be read aloud, and nothing else."""
    items = [an_item("read_aloud", n, text=SENTENCE) for n in range(3)]
    await a_course(sessions, items=items)
    speaker = await a_speaker(backend, worker, recogniser, tone)
    speaker.telegram.lit.add(ASKED_IN)
    return speaker


class TestSpokenAnswers:
    async def test_one_after_the_other_leave_one_message_with_buttons(
        self, speaker: Speaker
    ) -> None:
        for place in (WAITS_IN, WAITS_IN + 2):
            assert await says(speaker, SENTENCE, place) is Outcome.judged
            assert speaker.telegram.lit == {place}

    async def test_what_was_not_understood_takes_no_buttons(self, speaker: Speaker) -> None:
        await says(speaker, SENTENCE, WAITS_IN)
        assert await says(speaker, "", WAITS_IN + 2) is Outcome.noise
        assert speaker.telegram.lit == {WAITS_IN}
        await says(speaker, SENTENCE, WAITS_IN + 4)
        assert speaker.telegram.lit == {WAITS_IN + 4}

    async def test_a_message_whose_exercise_was_answered_otherwise_is_left_alone(
        self, speaker: Speaker
    ) -> None:
        """Whoever took that answer has bared it."""
        await says(speaker, SENTENCE, WAITS_IN)
        await speaker.learner.answer(await speaker.learner.exercise(), GiveUp())
        speaker.telegram.bared.clear()
        assert await says(speaker, SENTENCE, WAITS_IN + 4) is Outcome.judged
        assert [id for _, id in speaker.telegram.bared] == [ASKED_IN]

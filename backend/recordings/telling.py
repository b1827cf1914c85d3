"""What is told of a recording, as it is when it is told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.schemas import AnswerOut
from backend.attempts.waiting_repository import Checked
from backend.lessons.schemas import ExerciseNext
from backend.recordings.hearing import Where, where
from backend.recordings.models import Recording
from backend.recordings.progress import MOST, trend
from backend.recordings.repository import Recordings, Whose
from backend.recordings.schemas import Outcome, RecordingState
from backend.tutor import writing
from backend.tutor.schemas import HeardOut


@dataclass(frozen=True)
class Told:
    """`answer` where it has answered an exercise, `said` where it was said in a talk. `passed`:
    what follows was answered already, so that it stands somewhere. `stale` are the messages that
    asked for it, or may have: their buttons have had their time. `chat` is the id of our row."""

    outcome: Outcome
    chat: int
    where: Where
    message_id: int | None
    stale: frozenset[int]
    transcript: str
    answer: AnswerOut | None
    said: HeardOut | None
    passed: bool


async def told(session: AsyncSession, recording_id: int) -> Told | None:
    """None where there is nothing to tell, or nobody."""
    recordings = Recordings(session)
    whose = await recordings.hold(recording_id)
    if whose is None or whose.chat is None:
        return None
    it, outcome = whose.recording, whose.recording.outcome
    if it.state is RecordingState.waiting or outcome is None:
        return None
    answer = None
    if outcome is Outcome.judged and it.attempt_id is not None:
        reply = await recordings.reply(it.attempt_id)
        if reply is None:  # forgotten by now
            return None
        answer = await _with_trend(recordings, whose, AnswerOut.model_validate_json(reply))
    said = None if it.reply is None else HeardOut.model_validate_json(it.reply)
    return Told(
        outcome=outcome,
        chat=whose.chat.id,
        where=where(whose),
        message_id=it.message_id,
        stale=await _stale(session, it, said),
        transcript=it.transcript or "",
        answer=answer,
        said=said,
        passed=await _passed(recordings, answer),
    )


async def _stale(session: AsyncSession, it: Recording, said: HeardOut | None) -> frozenset[int]:
    """The bot knows its own messages, and not what became of those that we have written into."""
    found = {it.asked_in}
    if said is not None and said.turn is not None:
        found.add(await writing.replied_to(session, said.turn.id))
    elif it.attempt_id is not None:
        found.add(await Recordings(session).brought(it))
    return frozenset(one for one in found - {it.message_id} if one is not None)


async def _with_trend(recordings: Recordings, whose: Whose, it: AnswerOut) -> AnswerOut:
    """How reading aloud goes by now, told with a score."""
    aloud = it.feedback.aloud
    if aloud is None or aloud.score is None:
        return it
    readings = await recordings.readings(whose.profile.id, most=MOST)
    told = aloud.model_copy(update={"trend": trend(readings)})
    feedback = it.feedback.model_copy(update={"aloud": told})
    return it.model_copy(update={"feedback": feedback})


async def _passed(recordings: Recordings, answer: AnswerOut | None) -> bool:
    if answer is None or not isinstance(answer.next, ExerciseNext):
        return False
    found = await recordings.exercise(answer.next.exercise.attempt_id)
    return found is None or found[1]


async def placed(session: AsyncSession, recording_id: int, message_id: int) -> None:
    """It was told in this message, unless the bot has meanwhile said where to tell it."""
    whose = await Recordings(session).hold(recording_id)
    if whose is not None and whose.recording.message_id is None:
        whose.recording.message_id = message_id


async def block(session: AsyncSession, told: Told, *, now: datetime) -> None:
    """They have left this chat: nothing is sent there until they write again."""
    await Checked(session).block(told.chat, now=now)

"""What a worker reads of a recording before it listens, and what it writes down afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts import service as attempts
from backend.attempts import settling
from backend.attempts.advancing import World
from backend.attempts.schemas import AnswerOut, SpokenIn
from backend.errors import Conflict, NoTalk, NotFound, StillReplying, Unprocessable
from backend.exercises.kinds.base import Spoken
from backend.exercises.kinds.say_again import SayAgain
from backend.exercises.kinds.union import content_for
from backend.gateways.grammar import NoGrammar
from backend.recordings import forgetting
from backend.recordings.outcome import Found
from backend.recordings.repository import Recordings, Whose
from backend.recordings.schemas import Outcome, RecordingState
from backend.recordings.service import show
from backend.tutor import service as tutor
from backend.tutor.schemas import MAX_SAID, SaidIn
from backend.tutor.world import World as TalkWorld

# The bot says where it waits within this; else what becomes of it comes as a message of its own.
PLACED_BY = timedelta(seconds=15)


class Where(NamedTuple):
    """Where a person reads, and in which language and time zone they are spoken to."""

    bot_id: int
    chat_id: int
    locale: str
    timezone: str


@dataclass(frozen=True)
class Task:
    """A recording that is to be heard. `sentence` is what was to be said in so many words; None
    where anything may be. `late`: nothing waits for it any more; `talk`: it is said in a talk."""

    recording_id: int
    file_id: str
    unique_id: str
    where: Where
    language: str
    sentence: str | None
    late: bool
    talk: bool


class Sense(NamedTuple):
    """What a decision on a recording depends on besides. `judged`: there is a model to ask;
    `aloud`: somebody reads aloud."""

    now: datetime
    chance: Random
    asr: str
    judged: bool
    aloud: bool = False


async def task(session: AsyncSession, recording_id: int) -> Task | None:
    """None where nobody waits for it: it was heard, or its owner has left the chat."""
    recordings = Recordings(session)
    whose = await recordings.hold(recording_id)
    if whose is None or whose.recording.state is not RecordingState.waiting or whose.chat is None:
        return None
    it = whose.recording
    late, sentence = await _asked(recordings, whose)
    return Task(
        recording_id=it.id,
        file_id=it.file_id,
        unique_id=it.unique_id,
        where=where(whose),
        language=whose.profile.target,
        sentence=sentence,
        late=late,
        talk=it.conversation_id is not None,
    )


def where(whose: Whose) -> Where:
    assert whose.chat is not None
    user = whose.user
    return Where(whose.chat.bot_id, whose.chat.chat_id, user.locale, user.timezone)


async def _asked(recordings: Recordings, whose: Whose) -> tuple[bool, str | None]:
    """Whether it comes too late, and the sentence that was to be said."""
    it, profile = whose.recording, whose.profile
    if it.conversation_id is not None:
        return profile.conversation_id != it.conversation_id, None
    found = await recordings.exercise(it.attempt_id) if it.attempt_id else None
    if found is None:
        return True, None
    exercise, answered = found
    content = content_for(exercise.content, profile.target, profile.alphabet)
    return answered, content.text if isinstance(content, SayAgain) else None


async def keep(session: AsyncSession, recording_id: int) -> str | None:
    """The name under which its sound is kept from now on; None where its owner wants it not."""
    whose = await Recordings(session).hold(recording_id)
    if whose is None or whose.recording.deleted_at is not None:
        return None
    whose.recording.name = f"heard/{recording_id}.ogg"
    return whose.recording.name


async def waits_in(session: AsyncSession, recording_id: int) -> int | None:
    """The message in which the bot waits for it; None where it has not said so, and where it was
    told meanwhile what became of the recording."""
    whose = await _waiting(session, recording_id)
    return None if whose is None else whose.recording.message_id


async def refuse(
    session: AsyncSession,
    recording_id: int,
    outcome: Outcome,
    *,
    now: datetime,
    found: Found | None = None,
) -> Outcome | None:
    """Nothing is made of it. What was made of it, None where something else was before."""
    whose = await _waiting(session, recording_id)
    if whose is None:
        return None
    it = whose.recording
    it.transcript = found.aloud.transcript if found else None
    failed = outcome is Outcome.away
    it.state = RecordingState.failed if failed else RecordingState.refused
    it.outcome, it.heard_at = outcome, now
    await forgetting.once_more(session, it)
    await show(session, it, wait_until=it.received_at + PLACED_BY)
    return outcome


async def conclude(
    session: AsyncSession, recording_id: int, found: Found, sense: Sense
) -> Outcome | None:
    """What was said counts: as an answer, or in the talk. What was made of it, None where
    something was made of it before."""
    whose = await _waiting(session, recording_id)
    if whose is None:
        return None
    it = whose.recording
    if it.conversation_id is None:
        outcome, shows = await _answer(session, whose, found, sense)
    else:
        outcome, shows = await _say(session, whose, found, sense), True
    counted = outcome in (Outcome.judged, Outcome.said)
    it.state = RecordingState.heard if counted else RecordingState.refused
    it.outcome, it.heard_at, it.transcript = outcome, sense.now, found.aloud.transcript
    it.words = [word.model_dump(mode="json") for word in found.aloud.words]
    it.score = None if found.aloud.score is None else found.aloud.score.model_dump(mode="json")
    await forgetting.once_more(session, it)
    if shows:
        await show(session, it, wait_until=it.received_at + PLACED_BY)
    return outcome


async def _waiting(session: AsyncSession, recording_id: int) -> Whose | None:
    whose = await Recordings(session).hold(recording_id)
    waits = whose is not None and whose.recording.state is RecordingState.waiting
    return whose if waits else None


async def _answer(
    session: AsyncSession, whose: Whose, found: Found, sense: Sense
) -> tuple[Outcome, bool]:
    """And whether it is we who show it: what a model is asked about is shown with its verdict."""
    it = whose.recording
    assert it.attempt_id is not None
    world = World(
        whose.actor, sense.now, sense.chance, NoGrammar(), judged=sense.judged, asr=sense.asr
    )
    given = SpokenIn(answer=_spoken(it.id, found), key=it.key)
    try:
        answered = await attempts.answer(session, it.attempt_id, given, world)
    except (NotFound, Conflict):
        return Outcome.late, True
    except Unprocessable:
        return Outcome.unclear, True
    if not answered.fresh:
        return Outcome.late, True
    checking = AnswerOut.model_validate_json(answered.reply).checking
    if checking and it.message_id is not None:
        await settling.place(session, whose.actor, it.attempt_id, it.message_id)
    return Outcome.judged, not checking


def _spoken(recording_id: int, found: Found) -> Spoken:
    return Spoken(
        recording_id=recording_id,
        text=found.text,
        transcript=found.aloud.transcript,
        words=list(found.aloud.words),
        score=found.aloud.score,
    )


async def _say(session: AsyncSession, whose: Whose, found: Found, sense: Sense) -> Outcome:
    it = whose.recording
    assert it.conversation_id is not None
    world = TalkWorld(whose.actor, sense.now, sense.chance, sense.judged, sense.aloud)
    text = found.text or found.aloud.transcript
    try:
        given = SaidIn(text=text[:MAX_SAID], key=it.key)
        said = await tutor.say(session, world, it.conversation_id, given, spoken=True)
    except NoTalk:
        return Outcome.late
    except StillReplying:
        return Outcome.busy
    except (Unprocessable, ValueError):
        return Outcome.unclear
    it.reply = said.model_dump_json()
    return Outcome.said


async def give_up(session: AsyncSession, recording_id: int, *, now: datetime) -> Outcome | None:
    """Nobody has listened to it. What is known of its place by now is all there will be."""
    return await refuse(session, recording_id, Outcome.away, now=now)

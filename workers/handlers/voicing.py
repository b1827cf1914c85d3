from datetime import timedelta

import structlog

from backend.gateways.speaking import Refused, SpeakingError
from backend.gateways.storage import StorageError
from backend.gateways.telegram import Address
from backend.kit.clock import utc_now
from backend.spoken import voicing
from backend.spoken.jobs import ForgetSpoken, PlayExercise, VoiceExercise
from backend.spoken.naming import name_of
from backend.spoken.repository import Voices
from backend.spoken.schemas import VoiceOut
from backend.spoken.voicing import Unreadable
from backend.tutor import speaking
from backend.tutor.jobs import SpeakReply
from backend.tutor.speaking import Line
from workers.context import Speech, Work
from workers.playing import play_once
from workers.registry import handles

log = structlog.get_logger(__name__)

# Whoever has waited longer has found the button by now.
LATE = timedelta(minutes=5)
# What the tutor has said in a talk is said again soon, or never.
KEPT = timedelta(days=7)


@handles(VoiceExercise)
async def voice_exercise(work: Work, job: VoiceExercise) -> None:
    """Twice is once: the second time finds the sounds of the first. A story whose voice is given up
    is published as a text; all else waits for other voices. What no voice here will ever read is
    given up at once."""
    speech = _speech(work)
    if speech.speaker is None:
        return
    async with work.transaction() as session:
        reading = await voicing.reading(session, job.exercise_id, speech.speaker)
    if reading is None:
        return
    try:
        sounds = await voicing.read(reading, speech.speaker, speech.storage)
    # ValueError: what the voice has said is no sound.
    except (Unreadable, SpeakingError, StorageError, ValueError) as error:
        if not await _given_up(work, job, for_good=isinstance(error, Unreadable)):
            raise
        log.warning("voice.given_up", exercise_id=job.exercise_id, reason=str(error))
        return
    async with work.finish() as session:
        await Voices(session).keep(job.exercise_id, sounds)


async def _given_up(work: Work, job: VoiceExercise, *, for_good: bool) -> bool:
    """Whether it is not tried again; a story is read instead then."""
    if not for_good and work.claim.attempts < voicing.TRIES_OF_A_STORY:
        return False
    async with work.transaction() as session:
        return await voicing.publish_as_text(session, job.exercise_id) or for_good


@handles(PlayExercise)
async def play_exercise(work: Work, job: PlayExercise) -> None:
    """As long as it is open, and soon, or not at all."""
    now = utc_now()
    if now - work.claim.asked_at > LATE:
        return
    async with work.transaction() as session:
        showing = await Voices(session).awaited(job.attempt_id, job.bot_id, now=now)
    if showing is None:
        return
    to = Address(job.bot_id, showing.chat_id)
    storage = _speech(work).storage
    await play_once(work, f"voice:{job.attempt_id}", to, showing.voice, storage)


@handles(SpeakReply)
async def speak_reply(work: Work, job: SpeakReply) -> None:
    """Asked whether somebody still waits for it before it is read, and before it is sent: the first
    may take a while."""
    line = await _line(work, job)
    voice = None if line is None else await _read(work, line)
    if voice is None or (line := await _line(work, job)) is None:
        return
    key = f"turn:{job.turn_id}:voice"
    if job.asked:
        key = f"{key}:{work.claim.id}"
    to = Address(line.bot_id, line.chat_id)
    await play_once(work, key, to, voice, _speech(work).storage)


async def _line(work: Work, job: SpeakReply) -> Line | None:
    async with work.transaction() as session:
        return await speaking.line(
            session, job.turn_id, asked=job.asked, at=work.claim.asked_at, now=utc_now()
        )


async def _read(work: Work, line: Line) -> VoiceOut | None:
    """Read aloud now or before; None where nobody reads."""
    speech = _speech(work)
    if speech.speaker is None:
        return None
    async with work.transaction() as session:
        reading = await voicing.line(session, line.text, line.language, speech.speaker)
    if reading is None:
        return None
    try:
        [sound] = await voicing.read(reading, speech.speaker, speech.storage)
    except (
        Refused,
        Unreadable,
    ) as error:  # of this text nobody will ever hear more than the letters
        log.warning("reply.not_read", reason=str(error))
        return None
    async with work.transaction() as session:
        voices = Voices(session)
        await voices.add_for(sound, utc_now() + KEPT)
        return await voices.voice(sound.digest, line.bot_id)


@handles(ForgetSpoken)
async def forget_spoken(work: Work, job: ForgetSpoken) -> None:
    """What is said once more at this moment is read once more: the sound that it had is gone."""
    for digest in job.digests:
        await _speech(work).storage.delete(name_of(digest))
    async with work.finish() as session:
        await Voices(session).forget(job.digests, now=utc_now())


def _speech(work: Work) -> Speech:
    assert work.resources.speech is not None
    return work.resources.speech

"""Voice notes as they come in. Nobody listens here: that is a job."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts import service as attempts
from backend.attempts import settling
from backend.attempts.advancing import World
from backend.errors import NotFound
from backend.exercises.hearing import hears
from backend.kit.actor import Actor
from backend.profiles.models import Profile
from backend.queue import enqueue
from backend.recordings.jobs import GiveUpHearing, Hear, ShowRecording
from backend.recordings.models import Recording
from backend.recordings.repository import Recordings
from backend.recordings.schemas import (
    MessageOut,
    Outcome,
    Receipt,
    ReceivedOut,
    RecordingState,
    SilenceIn,
    SilenceOut,
    VoiceIn,
)
from backend.settings import Settings
from backend.users.repository import Users

# How long a person waits at the longest, until they are told that nobody has listened.
LONGEST = timedelta(minutes=3)
MOST_WAITING = 3  # recordings of one person that are listened to
KILO = 1000


async def receive(
    session: AsyncSession, actor: Actor, given: VoiceIn, settings: Settings, *, now: datetime
) -> ReceivedOut:
    """Have a voice note listened to, where something asks for one. The same message again is the
    same recording."""
    recordings = Recordings(session)
    profile = await recordings.lock_profile_in_chat(actor)
    if profile is None:
        return ReceivedOut(state=Receipt.no_task)
    before = await recordings.by_key(profile.id, given.key)
    if before is not None:
        return _received(before)
    attempt_id = None
    if profile.conversation_id is None:
        found = await recordings.open(profile.id)
        if found is None or not found.spoken:
            return ReceivedOut(state=Receipt.no_task, attempt_id=found and found.attempt_id)
        attempt_id = found.attempt_id
    refused = await _refused(recordings, profile, given, settings, now)
    if refused is not None:
        return refused
    id = await recordings.add(profile, given, bot_id=actor.bot_id, attempt_id=attempt_id, now=now)
    if id is None:  # the same message, at the same moment
        known = await recordings.by_key(profile.id, given.key)
        assert known is not None
        return _received(known)
    await enqueue(session, Hear(recording_id=id), key=f"hear:{id}")
    await enqueue(
        session, GiveUpHearing(recording_id=id), run_at=now + LONGEST, key=f"unheard:{id}"
    )
    return ReceivedOut(state=Receipt.hearing, recording_id=id)


def _received(it: Recording) -> ReceivedOut:
    return ReceivedOut(state=Receipt.hearing, recording_id=it.id, message_id=it.message_id)


async def _refused(
    recordings: Recordings, profile: Profile, given: VoiceIn, settings: Settings, now: datetime
) -> ReceivedOut | None:
    if not hears(settings.asr_model, profile.target):
        return ReceivedOut(state=Receipt.deaf)
    if given.seconds > settings.voice_max_seconds:
        return ReceivedOut(state=Receipt.too_long, most=settings.voice_max_seconds)
    if given.size is not None and given.size > settings.voice_max_bytes:
        return ReceivedOut(state=Receipt.too_big, most=settings.voice_max_bytes // KILO)
    if await recordings.waiting(profile.id, since=now - LONGEST) >= MOST_WAITING:
        return ReceivedOut(state=Receipt.too_many, most=MOST_WAITING)
    return None


async def place(
    session: AsyncSession, actor: Actor, recording_id: int, message_id: int
) -> MessageOut:
    """The message in which the bot waits: what becomes of the recording is told there.

    Raises NotFound, for another's recording too.
    """
    whose = await Recordings(session).hold(recording_id, actor)
    if whose is None:
        raise NotFound("no such recording of yours")
    it = whose.recording
    if it.message_id is None:
        it.message_id = message_id
        if it.state is not RecordingState.waiting:
            await _show_late(session, actor, it, message_id)
    return MessageOut(here=it.message_id == message_id)


async def _show_late(session: AsyncSession, actor: Actor, it: Recording, message_id: int) -> None:
    """What a model is asked about is shown with its verdict, and by whoever brings that."""
    if it.outcome is Outcome.judged and it.attempt_id is not None:
        with suppress(NotFound):
            await settling.place(session, actor, it.attempt_id, message_id)
            return
    await show(session, it)


async def show(session: AsyncSession, it: Recording, *, wait_until: datetime | None = None) -> None:
    """Tell what became of it: where the bot waits; where it has not said where, in a message of
    its own, at `wait_until`."""
    if it.message_id is not None:
        await enqueue(session, ShowRecording(recording_id=it.id), key=f"recording:{it.id}:shown")
    else:
        anew = ShowRecording(recording_id=it.id, anew=True)
        await enqueue(session, anew, run_at=wait_until, key=f"recording:{it.id}:anew")


async def fall_silent(
    session: AsyncSession, profile_id: int, given: SilenceIn, world: World
) -> SilenceOut:
    """For so long nothing comes that is to be spoken, and what is open of it gives way.

    Raises NotFound, NoExercises.
    """
    profile = await Users(session).lock_profile(world.actor, profile_id)
    until = world.now + timedelta(minutes=given.minutes) if given.minutes else None
    profile.silent_until = until
    await session.flush()
    following = await attempts.next_action(session, profile_id, world, go_on=False)
    return SilenceOut(until=until, next=following)

"""Sounds that the storage has lost are made again: by then whoever asked has gone on without."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.queue import Wanted, enqueue_all
from backend.spoken.jobs import VoiceExercise
from backend.spoken.repository import Voices

AT_ONCE = 50  # exercises that have one sound in common


async def restore(session: AsyncSession, digest: str, *, now: datetime) -> int:
    """Asks for the sound anew, where exercises have it; how many jobs that makes.

    Once a day for each time that it was made: the storage may not take it back at once, and it may
    be lost again.
    """
    voices = Voices(session)
    made_at = await voices.forget_sound(digest)
    if made_at is None:
        return 0
    day = f"{made_at:%y%m%d%H%M%S}:{now:%y%m%d}"
    ids = await voices.sounding(digest, AT_ONCE)
    wanted = (Wanted(VoiceExercise(exercise_id=id), key=f"voice:lost:{id}:{day}") for id in ids)
    return len(await enqueue_all(session, *wanted))

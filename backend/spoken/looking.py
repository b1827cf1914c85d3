"""Finds what is still to be read aloud. It reads nothing itself, so any worker can do it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.kinds.union import HEARD
from backend.queue import Wanted, enqueue, enqueue_all
from backend.spoken.jobs import ForgetSpoken, VoiceExercise
from backend.spoken.repository import Voices

MOST = 200  # sounds that are forgotten with each look
AT_ONCE = 50  # exercises that are asked for with each look


async def look(session: AsyncSession, voices: str) -> int:
    """Asks for the voices that exercises lack; how many it asked for.

    Each is asked for once of the `voices` that there are, which is all of them in a word: other
    voices may read what these could not.
    """
    before = f"voice:{voices}:"
    lacking = await Voices(session).unvoiced(HEARD, AT_ONCE, asked=before)
    wanted = (Wanted(VoiceExercise(exercise_id=id), key=f"{before}{id}") for id in lacking)
    return len(await enqueue_all(session, *wanted))


async def look_for_old(session: AsyncSession, *, now: datetime) -> int:
    """Has deleted what was said in talks and is kept no longer; how much it found."""
    over = await Voices(session).over(now=now, most=MOST)
    if over:
        key = f"unsaid:{over[0]}:{now:%Y%m%d%H%M}"
        await enqueue(session, ForgetSpoken(digests=over), key=key)
    return len(over)

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NotFound
from backend.kit.actor import Actor
from backend.quality.jobs import TellAdminsOfHiddenExercise
from backend.quality.repository import Flags
from backend.quality.schemas import FlagIn, FlagOut
from backend.queue import enqueue

ENOUGH = 3  # people


async def flag(session: AsyncSession, actor: Actor, exercise_id: int, given: FlagIn) -> FlagOut:
    """Report an exercise. Once `ENOUGH` people have, it is hidden, and the admins are told.

    Raises NotFound for one that this person was never shown. The first report is the one that
    counts.
    """
    flags = Flags(session)
    if await flags.hold_shown(actor, exercise_id) is None:
        raise NotFound("no such exercise was shown to you")
    first = await flags.add(actor, exercise_id, given.reason)
    if first and await flags.at_least(exercise_id, ENOUGH) and await flags.hide(exercise_id):
        job = TellAdminsOfHiddenExercise(exercise_id=exercise_id)
        await enqueue(session, job, key=f"hidden:{exercise_id}")
    return FlagOut(first=first)

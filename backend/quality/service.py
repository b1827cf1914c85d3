from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NotFound
from backend.kit.actor import Actor
from backend.quality import inspecting
from backend.quality.jobs import TellAdminsOfHiddenExercise
from backend.quality.records import tally_of
from backend.quality.repository import Flags
from backend.quality.schemas import Cause, FlagIn, FlagOut
from backend.quality.tally import Tally
from backend.queue import enqueue

MOST = 100  # people are counted


async def flag(
    session: AsyncSession, actor: Actor, exercise_id: int, given: FlagIn, *, now: datetime
) -> FlagOut:
    """Report an exercise. Once enough people have, it is hidden, and the admins are told.

    Enough is three, and more where many have answered it: beyond the band of usual reports, as far
    as that can be told. What somebody has looked at does not count again. Raises NotFound for one
    that this person was never shown. The first report is the one that counts.
    """
    flags = Flags(session)
    if await flags.hold_shown(actor, exercise_id) is None:
        raise NotFound("no such exercise was shown to you")
    first = await flags.add(actor, exercise_id, given.reason, now=now)
    if first:
        await _look(session, exercise_id, now=now)
    return FlagOut(first=first)


async def _look(session: AsyncSession, exercise_id: int, *, now: datetime) -> None:
    people, record = await Flags(session).since_review(exercise_id, most=MOST)
    tally = replace(tally_of(record) if record else Tally(), flags=people)
    if not tally.reported_beyond_band():
        return
    figures = tally.figures()
    opened = await inspecting.open_(session, exercise_id, Cause.reports, figures, now=now)
    if opened is not None:
        job = TellAdminsOfHiddenExercise(exercise_id=exercise_id)
        await enqueue(session, job, key=f"hidden:{opened.id}")

"""What a bad exercise taught is forgotten, and learnt again where it was taken out by mistake."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.models import ExerciseState
from backend.quality.jobs import RepairMemories
from backend.quality.monitor_repository import Watch
from backend.quality.repository import Inspections
from backend.queue import enqueue
from backend.reviews import service as reviews
from backend.reviews.models import Why

BATCH = 50  # attempts: each may replay a learner's whole history of some points
GONE = (ExerciseState.withdrawn, ExerciseState.retired)


async def repair(session: AsyncSession, job: RepairMemories, *, now: datetime) -> None:
    """One batch of the answers to an exercise that is out for good. More is a job of its own.

    Doing it again changes nothing.
    """
    exercise = await Inspections(session).hold(job.exercise_id)
    if exercise.state not in GONE:  # the decision was taken back
        return
    attempts = await Watch(session).attempts_of(exercise.id, after=job.after_attempt, most=BATCH)
    now_done = await reviews.affordable(session, attempts)
    await reviews.rewrite(session, dict.fromkeys(now_done), why=Why.retired, now=now)
    if len(attempts) == BATCH or len(now_done) < len(attempts):
        await enqueue(session, RepairMemories(exercise_id=exercise.id, after_attempt=now_done[-1]))

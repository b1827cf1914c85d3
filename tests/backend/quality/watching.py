"""Learners who answer, and a monitor that reads it later."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from backend.attempts.schemas import AnyAnswer
from backend.client import Backend
from backend.db import Sessions, transaction
from backend.exercises.kinds.base import Choice
from backend.exercises.models import Exercise, ExerciseState
from backend.kit.clock import utc_now
from backend.quality import monitoring
from backend.quality.models import Inspection, ItemRecord
from backend.queue import Silent
from tests.factories import a_learner, a_shelf, an_item, right, wrong

ONE = a_shelf(items=[an_item("fill_gap", 1), an_item("fill_gap", 2)], skills=1)


def later(minutes: float = 5) -> datetime:
    return utc_now() + timedelta(minutes=minutes)


async def watch(
    sessions: Sessions, *, now: datetime | None = None, most: int = monitoring.BATCH
) -> list[int]:
    """Everything that is there to be read by `now`."""
    async with transaction(sessions, Silent()) as session:
        return await monitoring.watch(session, now=now or later(), most=most)


async def answers(
    backend: Backend,
    subject: int,
    *,
    is_right: bool = False,
    said: AnyAnswer | None = None,
    option: str | None = None,
) -> int:
    """A new learner answers the first exercise of the course, which it returns.

    `option` is chosen by its text; `said` is an answer of any kind.
    """
    learner = await a_learner(backend, subject)
    exercise = await learner.exercise()
    if option is not None:
        said = Choice(index=exercise.shown.options.index(option))  # type: ignore[union-attr]
    if said is None:
        said = right(exercise) if is_right else wrong(exercise)
    await learner.answer(exercise, said)
    return exercise.exercise_id


async def record_of(sessions: Sessions, exercise_id: int) -> ItemRecord:
    async with sessions() as session:
        return await session.get_one(ItemRecord, exercise_id)


async def state_of(sessions: Sessions, exercise_id: int) -> ExerciseState:
    async with sessions() as session:
        return (await session.get_one(Exercise, exercise_id)).state


async def inspections(sessions: Sessions) -> list[Inspection]:
    async with sessions() as session:
        return list(await session.scalars(select(Inspection).order_by(Inspection.id)))


async def change(sessions: Sessions, exercise_id: int, **columns: object) -> None:
    async with sessions.begin() as session:
        await session.execute(update(Exercise).where(Exercise.id == exercise_id).values(**columns))

"""Many answers in a row."""

from collections.abc import Set as AbstractSet

from sqlalchemy import func, select, update

from backend.db import Sessions
from backend.exercises.schemas import ExerciseOut
from backend.users.models import User
from backend.users.schemas import Plan
from tests.factories import (
    Learner,
    right,
    wrong,
)

NONE: AbstractSet[int] = frozenset()


async def go(learner: Learner, steps: int, *, wrongs: AbstractSet[int] = NONE) -> list[ExerciseOut]:
    """The exercises of so many answers; those at the places in `wrongs` (from 0) are wrong."""
    shown = []
    for step in range(steps):
        exercise = await learner.exercise(go_on=True)
        shown.append(exercise)
        await learner.answer(exercise, wrong(exercise) if step in wrongs else right(exercise))
    return shown


async def plus(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(update(User).values(plan=Plan.plus))


async def count(sessions: Sessions, model: type) -> int:
    async with sessions() as session:
        return (await session.scalars(select(func.count()).select_from(model))).one()

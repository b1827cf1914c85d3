"""Sets that are asked for: on a point, or on what went wrong."""

from sqlalchemy import select

from backend.db import Sessions
from backend.exercises.models import ExercisePoint, Point
from backend.exercises.schemas import ExerciseOut
from backend.lessons.schemas import ExerciseNext, FocusOn, NextAction
from tests.factories import Learner, right


async def point(sessions: Sessions, key: str, language: str = "nl") -> int:
    async with sessions() as session:
        found = await session.scalar(
            select(Point.id).where(Point.key == key, Point.language == language)
        )
        assert found is not None
        return found


async def exercises_on(sessions: Sessions, point_id: int) -> set[int]:
    async with sessions() as session:
        found = select(ExercisePoint.exercise_id).where(ExercisePoint.point_id == point_id)
        return set(await session.scalars(found))


async def ask(learner: Learner, focus: FocusOn, *, go_on: bool = False) -> NextAction:
    found = await learner.calls.next_action(learner.profile.id, focus=focus, go_on=go_on)
    return found.next


async def asked(learner: Learner, focus: FocusOn, *, go_on: bool = False) -> ExerciseOut:
    found = await ask(learner, focus, go_on=go_on)
    assert isinstance(found, ExerciseNext)
    return found.exercise


async def a_set(learner: Learner, first: ExerciseOut) -> tuple[list[ExerciseOut], NextAction]:
    """The exercises from `first` on, all answered rightly, and what ended them."""
    shown = [first]
    while True:
        to = await learner.answer(shown[-1], right(shown[-1]))
        if not isinstance(to.next, ExerciseNext):
            assert to.next is not None
            return shown, to.next
        shown.append(to.next.exercise)

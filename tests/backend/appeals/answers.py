"""Courses to be wrong in, and what a learner then has."""

from typing import Any

from sqlalchemy import select

from backend.attempts.schemas import AnswerIn, AnswerOut
from backend.db import Sessions
from backend.exercises.kinds.base import Typed
from backend.lessons.schemas import ExerciseNext
from backend.profiles.models import Profile
from backend.reviews.models import Memory, Mistake, Review
from backend.users.models import User
from tests.factories import Learner, a_shelf, an_item

GAPS = a_shelf(items=[an_item("type_gap", n) for n in range(8)], skills=1)
RIGHT, MISTYPED, SLIP = "goedkoop", "goedkoopp", "goedkope"
"""What fills every gap of GAPS; the same but for a slip of the finger; and a known mistake that is
two letters from it."""


async def gives(learner: Learner, text: str) -> AnswerOut:
    """The learner's next answer."""
    exercise = await learner.exercise(go_on=True)
    given = AnswerIn(answer=Typed(text=text))
    return await learner.calls.answer(exercise.attempt_id, given)


async def gives_all(learner: Learner, *texts: str) -> list[AnswerOut]:
    return [await gives(learner, text) for text in texts]


def opened(to: AnswerOut) -> int:
    """The attempt that follows."""
    assert isinstance(to.next, ExerciseNext)
    return to.next.exercise.attempt_id


async def state(sessions: Sessions, learner: Learner) -> dict[str, Any]:
    """All that answers change, without the moments at which they were given, and without what was
    shown after them, which is not taken back."""
    mine = {"profile_id": learner.profile.id}
    async with sessions() as session:
        profile = await session.get_one(Profile, learner.profile.id)
        user = await session.get_one(User, profile.user_id)
        memories = await session.scalars(select(Memory).filter_by(**mine).order_by(Memory.point_id))
        slips = await session.scalars(select(Mistake).filter_by(**mine).order_by(Mistake.point_id))
        reviews = await session.scalars(
            select(Review).filter_by(**mine).order_by(Review.attempt_id, Review.point_id)
        )
        return {
            "memories": [
                (one.point_id, one.stability, one.difficulty, one.day, one.exercise_id)
                for one in memories
            ],
            "slips": [
                (one.point_id, one.state, one.times, one.due_answer, one.right_days)
                for one in slips
            ],
            "reviews": [(one.point_id, one.rating, one.counted, one.day) for one in reviews],
            "profile": [
                getattr(profile, name)
                for name in ("answered", "set_answered", "set_right", "session_sets")
            ],
            "user": [
                getattr(user, name)
                for name in ("answered_today", "right_today", "sets_today", "streak", "freezes")
            ],
        }

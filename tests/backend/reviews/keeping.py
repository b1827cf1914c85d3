"""Histories of practice, written to the database and read from it."""

from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from backend.attempts.models import Attempt
from backend.db import Sessions
from backend.exercises.points import PointKind
from backend.profiles.models import Profile
from backend.reviews.mistakes import Slip
from backend.reviews.models import Memory, Mistake, RaisedMistake, Review
from backend.reviews.scheduling import Remembered
from backend.users.models import User
from tests.backend.reviews.histories import BEGAN, Life, Step

LATER = BEGAN + timedelta(hours=3)


class Course(NamedTuple):
    skills: list[int]
    words: list[int]
    trains: dict[int, dict[int, PointKind]]

    @property
    def exercises(self) -> list[int]:
        return list(self.trains)


class Kept(NamedTuple):
    profile_id: int
    attempts: list[int | None]


async def keep(sessions: Sessions, life: Life, steps: list[Step], zone: str) -> Kept:
    """A profile with this life behind it, as presses would have written it."""
    async with sessions.begin() as session:
        user = User(
            name="Ada",
            locale="en",
            timezone=zone,
            day=life.today.day,
            answered_today=life.today.answered,
            right_today=life.today.right,
        )
        session.add(user)
        await session.flush()
        profile = Profile(
            user_id=user.id,
            native="en",
            target="nl",
            level="A1",
            daily_goal=1,
            alphabet="latin",
            answered=life.answered,
            set_answered=life.rhythm.set_answered,
            set_right=life.rhythm.set_right,
        )
        session.add(profile)
        await session.flush()
        answers = [(n, step) for n, step in enumerate(steps) if step.exercise]
        attempts = [_attempt(profile.id, step) for _, step in answers]
        session.add_all(attempts)
        await session.flush()
        ids: list[int | None] = [None] * len(steps)
        for (n, _), attempt in zip(answers, attempts, strict=True):
            ids[n] = attempt.id
        await _log(session, profile.id, life, ids, steps)
    return Kept(profile.id, ids)


def _attempt(profile_id: int, step: Step) -> Attempt:
    return Attempt(
        profile_id=profile_id,
        exercise_id=step.exercise,
        because=step.because,
        order=[],
        number=1,
        shown_at=step.at,
        answered_at=step.at,
        verdict=step.verdict,
        self_checked=step.self_checked,
        hints=step.hints,
    )


async def _log(
    session: Any, profile_id: int, life: Life, ids: list[int | None], steps: list[Step]
) -> None:
    own = {"profile_id": profile_id}
    reviews = [
        {
            **own,
            "point_id": each["point_id"],
            "attempt_id": ids[each["step"]],
            "rating": each["rating"],
            "counted": each["counted"],
            "reviewed_at": each["at"],
            "day": each["day"],
        }
        for each in life.reviews
    ]
    memories = [
        {
            **own,
            **vars(memory),
            "point_id": point,
            "exercise_id": life.trained_by[point],
            "met_at": life.met_of[point].reviewed_at if point in life.met_of else None,
            "met_day": life.met_of[point].day if point in life.met_of else None,
        }
        for point, memory in life.memories.items()
    ]
    slips = [{**own, "point_id": point, **vars(slip)} for point, slip in life.slips.items()]
    some = next(step.exercise for step in steps if step.exercise)
    raised = [{**own, "exercise_id": some, **each} for each in life.raised]
    for model, rows in ((Review, reviews), (Memory, memories), (Mistake, slips)):
        if rows:
            await session.execute(insert(model), rows)
    if raised:
        await session.execute(insert(RaisedMistake), raised)


State = dict[str, Any]


async def state(sessions: Sessions, profile_id: int) -> State:
    """All that an answer changes, as values to compare. What was only looked at may say so by
    another exercise than at first."""
    async with sessions() as session:
        mine = await session.scalars(select(Memory).where(Memory.profile_id == profile_id))
        memories = mine.all()
        slips = await session.scalars(select(Mistake).where(Mistake.profile_id == profile_id))
        reviews = await session.scalars(select(Review).where(Review.profile_id == profile_id))
        profile = await session.get_one(Profile, profile_id)
        user = await session.get_one(User, profile.user_id)
        return {
            "memories": {
                one.point_id: (
                    Remembered(one.stability, one.difficulty, one.due, one.reviewed_at, one.day)
                )
                for one in memories
            },
            "trained_by": {one.point_id: one.exercise_id for one in memories if not one.met_at},
            "slips": {
                one.point_id: Slip(
                    one.exercise_id,
                    one.state,
                    one.times,
                    one.due_answer,
                    one.right_days,
                    one.right_day,
                    one.happened_at,
                )
                for one in slips
            },
            "reviews": {
                (one.attempt_id, one.point_id, one.rating, one.counted, one.reviewed_at, one.day)
                for one in reviews
            },
            "right": (profile.set_right, user.right_today),
        }


def expected(life: Life, ids: list[int | None]) -> State:
    return {
        "memories": life.memories,
        "trained_by": {
            point: by for point, by in life.trained_by.items() if point not in life.met_of
        },
        "slips": life.slips,
        "reviews": {
            (
                ids[each["step"]],
                each["point_id"],
                each["rating"],
                each["counted"],
                each["at"],
                each["day"],
            )
            for each in life.reviews
        },
        "right": (life.rhythm.set_right, life.today.right),
    }

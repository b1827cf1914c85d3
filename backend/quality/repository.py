from collections import Counter

from sqlalchemy import exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.models import Attempt
from backend.exercises.models import Exercise, ExerciseState
from backend.kit.actor import Actor
from backend.profiles.models import Profile
from backend.quality.models import Flag
from backend.quality.schemas import FlagReason
from backend.users.models import Identity


class Flags:
    """What people say is wrong with exercises."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold_shown(self, actor: Actor, exercise_id: int) -> Exercise | None:
        """The exercise, held until commit so that reports are counted one by one; None where the
        actor was never shown it."""
        shown = exists().where(
            Attempt.exercise_id == exercise_id,
            Attempt.profile_id == Profile.id,
            Profile.user_id == Identity.user_id,
            Identity.provider == actor.provider,
            Identity.subject == actor.subject,
        )
        return await self._session.scalar(
            select(Exercise)
            .where(Exercise.id == exercise_id, shown)
            .with_for_update(of=Exercise, key_share=True)
        )

    async def add(self, actor: Actor, exercise_id: int, reason: FlagReason) -> bool:
        """Whether it is the first report of this person on this exercise."""
        person = select(Identity.user_id).where(
            Identity.provider == actor.provider, Identity.subject == actor.subject
        )
        added = await self._session.scalar(
            insert(Flag)
            .values(exercise_id=exercise_id, user_id=person.scalar_subquery(), reason=reason)
            .on_conflict_do_nothing()
            .returning(Flag.exercise_id)
        )
        return added is not None

    async def at_least(self, exercise_id: int, people: int) -> bool:
        """Whether so many people have reported it; no more of them are looked at."""
        some = select(Flag.user_id).where(Flag.exercise_id == exercise_id).limit(people)
        found = await self._session.scalar(select(func.count()).select_from(some.subquery()))
        return (found or 0) >= people

    async def hide(self, exercise_id: int) -> bool:
        """Take it out of practice until somebody has looked at it. False where it is out."""
        hidden = await self._session.scalar(
            update(Exercise)
            .where(Exercise.id == exercise_id, Exercise.state == ExerciseState.published)
            .values(state=ExerciseState.pending_review)
            .returning(Exercise.id)
        )
        return hidden is not None

    async def exercise(self, exercise_id: int) -> Exercise | None:
        return await self._session.get(Exercise, exercise_id)

    async def reasons(self, exercise_id: int, *, most: int) -> Counter[FlagReason]:
        """Of the first `most` reports."""
        found = await self._session.scalars(
            select(Flag.reason)
            .where(Flag.exercise_id == exercise_id)
            .order_by(Flag.created_at)
            .limit(most)
        )
        return Counter(found)

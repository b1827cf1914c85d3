from collections import Counter
from collections.abc import Collection
from copy import deepcopy
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.models import Attempt
from backend.exercises.kinds.union import CONTENT
from backend.exercises.models import Exercise, ExercisePoint, ExerciseState
from backend.kit.actor import Actor
from backend.profiles.models import Profile
from backend.quality.models import Flag, Inspection, ItemRecord
from backend.quality.schemas import FlagReason, Stage
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

    async def add(
        self, actor: Actor, exercise_id: int, reason: FlagReason, *, now: datetime
    ) -> bool:
        """Whether it is the first report of this person on this exercise."""
        person = select(Identity.user_id).where(
            Identity.provider == actor.provider, Identity.subject == actor.subject
        )
        added = await self._session.scalar(
            insert(Flag)
            .values(
                exercise_id=exercise_id,
                user_id=person.scalar_subquery(),
                reason=reason,
                created_at=now,
            )
            .on_conflict_do_nothing()
            .returning(Flag.exercise_id)
        )
        return added is not None

    async def since_review(self, exercise_id: int, *, most: int) -> tuple[int, ItemRecord | None]:
        """How many people have reported it since it was looked at, at most so many; its record."""
        record = await self._session.get(ItemRecord, exercise_id)
        some = select(Flag.user_id).where(Flag.exercise_id == exercise_id, _new(record))
        found = await self._session.scalar(
            select(func.count()).select_from(some.limit(most).subquery())
        )
        return found or 0, record

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

    async def lately(self, *, most: int) -> list[tuple[Exercise, int]]:
        """What was reported most, and not looked at since, with how many people did."""
        counted = func.count()
        found = await self._session.execute(
            select(Exercise, counted)
            .join(Flag, Flag.exercise_id == Exercise.id)
            .outerjoin(ItemRecord, ItemRecord.exercise_id == Exercise.id)
            .where(
                Exercise.state.in_((ExerciseState.published, ExerciseState.pending_review)),
                func.coalesce(Flag.created_at > ItemRecord.since, True),
            )
            .group_by(Exercise.id)
            .order_by(counted.desc(), Exercise.id)
            .limit(most)
        )
        return [(row[0], row[1]) for row in found]


def _new(record: ItemRecord | None) -> ColumnElement[bool]:
    since = record.since if record else None
    return Flag.created_at > since if since else Flag.created_at.is_not(None)


class Inspections:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, exercise_id: int) -> Exercise:
        """The exercise, held until commit. Raises NoResultFound."""
        return (
            await self._session.scalars(
                select(Exercise)
                .where(Exercise.id == exercise_id)
                .with_for_update(key_share=True)
                .execution_options(populate_existing=True)
            )
        ).one()

    async def hold_if_free(self, exercise_id: int) -> Exercise | None:
        """The same, unless somebody else holds it: whoever decides on it waits for nobody."""
        return await self._session.scalar(
            select(Exercise)
            .where(Exercise.id == exercise_id)
            .with_for_update(key_share=True, skip_locked=True)
            .execution_options(populate_existing=True)
        )

    async def add(self, inspection: Inspection) -> None:
        self._session.add(inspection)
        await self._session.flush()

    async def is_open(self, exercise_id: int) -> bool:
        """Whether it is being looked at."""
        undecided = (Inspection.exercise_id == exercise_id, Inspection.state != Stage.closed)
        return await self._session.scalar(select(Inspection.id).where(*undecided)) is not None

    async def open_if_free(self, exercise_id: int) -> Inspection | None:
        """The one that is not decided, held until commit, unless somebody else holds it."""
        undecided = (Inspection.exercise_id == exercise_id, Inspection.state != Stage.closed)
        return await self._session.scalar(
            select(Inspection).where(*undecided).with_for_update(skip_locked=True)
        )

    async def succeed(self, exercise: Exercise, content: dict[str, Any]) -> Exercise:
        """The next version in place of this one, which is retired: published, or first read aloud.

        It keeps the digest of what its file says: a load of the catalogue leaves it alone until
        the file itself is changed.
        """
        latest = select(func.max(Exercise.version)).where(Exercise.key == exercise.key)
        version = (await self._session.scalar(latest) or exercise.version) + 1
        same = ("key", "language", "kind", "level", "topic", "natives", "place", "digest")
        successor = Exercise(
            **{name: getattr(exercise, name) for name in same},
            content=content,
            version=version,
            state=ExerciseState.first(needs_voice=CONTENT.validate_python(content).needs_voice),
        )
        if exercise.provenance is not None:  # None would be kept as JSON's null, which is something
            successor.provenance = deepcopy(exercise.provenance)
        self._session.add(successor)
        exercise.state = ExerciseState.retired
        await self._session.flush()
        points = select(ExercisePoint).where(ExercisePoint.exercise_id == exercise.id)
        for point in list(await self._session.scalars(points)):
            self._session.add(
                ExercisePoint(point_id=point.point_id, exercise_id=successor.id, place=point.place)
            )
        await self._session.flush()
        return successor

    async def in_state(self, exercise_ids: Collection[int], state: ExerciseState) -> list[int]:
        found = select(Exercise.id).where(Exercise.id.in_(exercise_ids), Exercise.state == state)
        return list(await self._session.scalars(found))

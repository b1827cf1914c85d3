from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.models import Exercise, ExercisePoint, Point
from backend.exercises.points import PointKind
from backend.exercises.repository import PUBLISHED
from backend.patterns.models import Occurrence, Pattern
from backend.patterns.schemas import Source
from backend.profiles.models import Profile
from backend.reviews.mistakes import MistakeState
from backend.reviews.models import Mistake, Review
from backend.reviews.scheduling import Rating

OPEN = Pattern.state != MistakeState.resolved


class Patterns:
    """What profiles get wrong in their own words."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold_profile(self, profile_id: int) -> Profile | None:
        """Held until commit: patterns of one profile change one after the other."""
        held = select(Profile).where(Profile.id == profile_id)
        return await self._session.scalar(held.with_for_update(key_share=True))

    async def find(self, pattern_id: int) -> Pattern | None:
        return await self._session.get(Pattern, pattern_id, populate_existing=True)

    async def named(self, profile_id: int, native: str, key: str) -> Pattern | None:
        return await self._session.scalar(
            select(Pattern).where(
                Pattern.profile_id == profile_id, Pattern.native == native, Pattern.key == key
            )
        )

    async def add(self, **columns: Any) -> Pattern:
        pattern = Pattern(**columns)
        self._session.add(pattern)
        await self._session.flush()
        return pattern

    async def latest(self, profile_id: int, *, most: int) -> Sequence[Pattern]:
        """Those that are open, the latest first."""
        return (
            await self._session.scalars(
                select(Pattern)
                .where(Pattern.profile_id == profile_id, OPEN)
                .order_by(Pattern.happened_at.desc(), Pattern.id.desc())
                .limit(most)
            )
        ).all()

    async def forget_beyond(self, profile_id: int, *, most: int) -> None:
        """The resolved ones and the oldest go first."""
        kept = (
            select(Pattern.id)
            .where(Pattern.profile_id == profile_id)
            .order_by((Pattern.state == MistakeState.resolved).asc(), Pattern.happened_at.desc())
            .offset(most)
        )
        await self._session.execute(delete(Pattern).where(Pattern.id.in_(kept)))

    async def point(self, language: str, kind: PointKind, key: str) -> int | None:
        return await self._session.scalar(
            select(Point.id).where(Point.language == language, Point.kind == kind, Point.key == key)
        )

    async def exercise_before(self, point_id: int, place: int) -> int | None:
        """The exercise on a point that stands next before a place; else the first of all."""
        own = (
            select(Exercise.id)
            .join(ExercisePoint, ExercisePoint.exercise_id == Exercise.id)
            .where(ExercisePoint.point_id == point_id, PUBLISHED)
            .limit(1)
        )
        before = own.where(ExercisePoint.place < place).order_by(ExercisePoint.place.desc())
        return await self._session.scalar(before) or await self._session.scalar(
            own.order_by(ExercisePoint.place)
        )


class Occurrences:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, rows: Iterable[dict[str, Any]]) -> bool:
        """Whether any of them is new."""
        found = await self._session.execute(
            insert(Occurrence).values(list(rows)).on_conflict_do_nothing().returning(Occurrence.id)
        )
        return bool(list(found))

    async def are_there(self, pattern_id: int, source: Source, source_id: int) -> bool:
        there = select(Occurrence.id).where(
            Occurrence.pattern_id == pattern_id,
            Occurrence.source == source,
            Occurrence.source_id == source_id,
        )
        return await self._session.scalar(there.limit(1)) is not None

    async def forget_beyond(self, pattern_id: int, *, most: int) -> None:
        """All but the latest."""
        kept = (
            select(Occurrence.id)
            .where(Occurrence.pattern_id == pattern_id)
            .order_by(Occurrence.id.desc())
            .offset(most)
        )
        await self._session.execute(delete(Occurrence).where(Occurrence.id.in_(kept)))

    async def latest(self, pattern_id: int, *, most: int) -> Sequence[Occurrence]:
        return (
            await self._session.scalars(
                select(Occurrence)
                .where(Occurrence.pattern_id == pattern_id)
                .order_by(Occurrence.id.desc())
                .limit(most)
            )
        ).all()


class Practised:
    """What practice says of patterns."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take(self, *, before: datetime, most: int) -> Sequence[Pattern]:
        """Open patterns that were not looked at since; nobody else takes them until commit."""
        return (
            await self._session.scalars(
                select(Pattern)
                .where(OPEN, Pattern.followed_at < before)
                .order_by(Pattern.followed_at, Pattern.id)
                .limit(most)
                .with_for_update(skip_locked=True, of=Pattern)
            )
        ).all()

    async def right_days(self, ids: Sequence[int]) -> dict[int, set[date]]:
        """By pattern the days since it last happened on which its point was right."""
        rows = await self._session.execute(
            select(Pattern.id, Review.day)
            .join(
                Review,
                (Review.profile_id == Pattern.profile_id) & (Review.point_id == Pattern.point_id),
            )
            .where(
                Pattern.id.in_(ids),
                Review.reviewed_at > Pattern.happened_at,
                Review.rating > Rating.again.value,
            )
            .group_by(Pattern.id, Review.day)
        )
        found: dict[int, set[date]] = {}
        for id, day in rows:
            found.setdefault(id, set()).add(day)
        return found

    async def return_in(self, pattern: Pattern, before: int | None) -> None:
        """The mistake on its point comes back in the exercise after `before`, the next time."""
        await self._session.execute(
            update(Mistake)
            .where(
                Mistake.profile_id == pattern.profile_id,
                Mistake.point_id == pattern.point_id,
                Mistake.state != MistakeState.resolved,
            )
            .values(exercise_id=before)
        )

    async def made_since(self, profile_id: int, since: datetime) -> int:
        """How many exercises were ordered for a profile's patterns."""
        counted = select(func.count()).where(
            Pattern.profile_id == profile_id,
            Pattern.order_id.is_not(None),
            Pattern.ordered_at >= since,
        )
        return await self._session.scalar(counted) or 0

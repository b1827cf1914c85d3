from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.models import Attempt
from backend.exercises.models import Exercise, ExercisePoint, Point
from backend.exercises.points import PointKind
from backend.exercises.repository import PUBLISHED
from backend.generation.models import Draft
from backend.patterns.models import Occurrence, Pattern
from backend.patterns.schemas import Source
from backend.profiles.models import Profile
from backend.reviews.mistakes import MistakeState
from backend.reviews.models import Mistake, Review
from backend.reviews.scheduling import Rating

OPEN = Pattern.state != MistakeState.resolved


class Patterns:
    """What profiles get wrong in their own words.

    Whoever changes patterns of a profile, or what they lead to, holds the profile first.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold_profile(self, profile_id: int) -> Profile | None:
        """Held until commit: patterns of one profile change one after the other."""
        held = select(Profile).where(Profile.id == profile_id)
        return await self._session.scalar(held.with_for_update(key_share=True))

    async def hold(self, pattern_id: int) -> Pattern | None:
        """A pattern as it is once its profile is held."""
        found = await self.find(pattern_id)
        if found is None or await self.hold_profile(found.profile_id) is None:
            return None
        return await self.find(pattern_id)

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
        """The exercise on a point that stands next before a place."""
        own = _on(point_id).where(ExercisePoint.place < place)
        return await self._session.scalar(own.order_by(ExercisePoint.place.desc()).limit(1))

    async def first_exercise(self, point_id: int) -> int | None:
        return await self._session.scalar(_on(point_id).order_by(ExercisePoint.place).limit(1))


def _on(point_id: int) -> Select[int]:
    return (
        select(Exercise.id)
        .join(ExercisePoint, ExercisePoint.exercise_id == Exercise.id)
        .where(ExercisePoint.point_id == point_id, PUBLISHED)
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
        """Open patterns that were not looked at since, of at most so many profiles, which are held
        until commit. Those that somebody holds are left for another time.
        """
        due = (OPEN, Pattern.followed_at < before)
        longest = select(Pattern.profile_id).where(*due).order_by(Pattern.followed_at).limit(most)
        free = select(Profile.id).where(Profile.id.in_(longest))
        held = await self._session.scalars(free.with_for_update(key_share=True, skip_locked=True))
        own = select(Pattern).where(*due, Pattern.profile_id.in_(held.all()))
        return (await self._session.scalars(own.order_by(Pattern.id))).all()

    async def right_days(self, ids: Sequence[int]) -> dict[int, set[date]]:
        """By pattern the days since it last happened on which its point was right, or the exercise
        that was made for it."""
        its_own = and_(Review.profile_id == Pattern.profile_id, Review.point_id == Pattern.point_id)
        made = and_(
            Pattern.point_id.is_(None),
            Review.profile_id == Pattern.profile_id,
            Review.attempt_id == Attempt.id,
        )
        own = select(Pattern.id, Review.day).join(Review, its_own)
        of_exercise = (
            select(Pattern.id, Review.day)
            .join(
                Attempt,
                and_(
                    Attempt.profile_id == Pattern.profile_id,
                    Attempt.exercise_id == Pattern.exercise_id,
                ),
            )
            .join(Review, made)
        )
        found: dict[int, set[date]] = {}
        for query in (own, of_exercise):
            since = query.where(
                Pattern.id.in_(ids),
                Review.reviewed_at > Pattern.happened_at,
                Review.rating > Rating.again.value,
            )
            for id, day in await self._session.execute(since.distinct()):
                found.setdefault(id, set()).add(day)
        return found


class Made:
    """Exercises that were made for patterns."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def since(self, profile_id: int, since: datetime) -> int:
        """How many were ordered for a profile."""
        counted = select(func.count()).where(
            Pattern.profile_id == profile_id, Pattern.ordered_at >= since
        )
        return await self._session.scalar(counted) or 0

    async def published(self, orders: Sequence[int]) -> Sequence[tuple[int, int, int]]:
        """By order the exercise that came of it, and its place."""
        found = await self._session.execute(
            select(Draft.order_id, Exercise.id, Exercise.place)
            .join(Exercise, Exercise.id == Draft.exercise_id)
            .where(Draft.order_id.in_(orders), PUBLISHED)
        )
        return [(row[0], row[1], row[2]) for row in found]

    async def return_after(self, pattern: Pattern, exercise_id: int) -> None:
        """The mistake on its point comes back in the exercise behind this one, the next time."""
        await self._session.execute(
            update(Mistake)
            .where(
                Mistake.profile_id == pattern.profile_id,
                Mistake.point_id == pattern.point_id,
                Mistake.state != MistakeState.resolved,
            )
            .values(exercise_id=exercise_id)
        )

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.models import Exercise, ExercisePoint, ExerciseState, Point
from backend.exercises.points import PointKind
from backend.profiles.models import Profile
from backend.reading.models import ReadingText
from backend.reviews.models import Memory


class Lemma(NamedTuple):
    """A lemma of a course: whether it can be asked for, and whether the profile has met it."""

    point_id: int
    key: str
    note: Mapping[str, Any] | None
    is_asked: bool
    is_mine: bool


class Library:
    """The texts of the courses."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def count(self, language: str) -> int:
        counted = select(func.count()).select_from(ReadingText).where(*_shown(language))
        return (await self._session.execute(counted)).scalar_one()

    async def some(self, language: str, *, skip: int, most: int) -> list[ReadingText]:
        return list(
            await self._session.scalars(
                select(ReadingText)
                .where(*_shown(language))
                .order_by(ReadingText.place, ReadingText.id)
                .offset(skip)
                .limit(most)
            )
        )

    async def find(self, language: str, text_id: int) -> ReadingText | None:
        return await self._session.scalar(
            select(ReadingText).where(ReadingText.id == text_id, *_shown(language))
        )

    async def lemmas(self, profile: Profile, keys: Collection[str]) -> dict[str, Lemma]:
        """Those of `keys` that the course has; asked for in what the profile reads, or not."""
        asked = (
            exists()
            .where(
                ExercisePoint.point_id == Point.id,
                Exercise.id == ExercisePoint.exercise_id,
                Exercise.state == ExerciseState.published,
                or_(Exercise.natives.is_(None), Exercise.natives.any_() == profile.native),
            )
            .correlate(Point)
        )
        mine = exists().where(Memory.profile_id == profile.id, Memory.point_id == Point.id)
        found = await self._session.execute(
            select(Point.id, Point.key, Point.note, asked, mine).where(
                Point.language == profile.target,
                Point.kind == PointKind.lemma,
                Point.key.in_(keys),
            )
        )
        return {row[1]: Lemma(*row) for row in found}


def _shown(language: str) -> tuple[Any, ...]:
    return (ReadingText.language == language, ReadingText.published.is_(True))

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.models import Course, Exercise, ExercisePoint, ExerciseState, Point
from backend.exercises.points import PointKind

# Any number that only this loader uses: two loaders at once take turns.
_LOADERS_TURN = 7_201


class Shelves:
    """The stock as the catalogue's files want it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take_turn(self) -> None:
        await self._session.execute(
            text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _LOADERS_TURN}
        )

    async def course(self, language: str) -> Course | None:
        return await self._session.get(Course, language)

    async def keep_course(self, values: Mapping[str, Any]) -> None:
        await self._session.execute(
            insert(Course)
            .values(**values)
            .on_conflict_do_update(index_elements=["language"], set_=dict(values))
        )

    async def keep_points(
        self, language: str, points: Iterable[tuple[PointKind, str, dict[str, str]]]
    ) -> dict[tuple[PointKind, str], int]:
        """The ids of points, made or with their title brought up to date."""
        rows = [
            {"language": language, "kind": kind, "key": key, "title": title}
            for kind, key, title in points
        ]
        statement = insert(Point).values(rows)
        found = await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["language", "kind", "key"],
                set_={"title": statement.excluded.title},
            ).returning(Point.kind, Point.key, Point.id)
        )
        return {(kind, key): id for kind, key, id in found}

    async def published(self, language: str) -> list[Exercise]:
        return list(
            await self._session.scalars(
                select(Exercise).where(
                    Exercise.language == language, Exercise.state == ExerciseState.published
                )
            )
        )

    async def latest_versions(self, keys: Iterable[str]) -> dict[str, int]:
        found = await self._session.execute(
            select(Exercise.key, func.max(Exercise.version).label("version"))
            .where(Exercise.key.in_(list(keys)))
            .group_by(Exercise.key)
        )
        return {row.key: row.version for row in found}

    async def retire(self, ids: Iterable[int]) -> None:
        """Retired exercises keep their rows: showings of them may still be answered."""
        await self._session.execute(
            update(Exercise).where(Exercise.id.in_(list(ids))).values(state=ExerciseState.retired)
        )

    async def publish(self, exercise: Exercise) -> Exercise:
        self._session.add(exercise)
        await self._session.flush()
        return exercise

    async def link(self, exercise: Exercise, point_ids: Iterable[int]) -> None:
        await self._session.execute(
            delete(ExercisePoint).where(ExercisePoint.exercise_id == exercise.id)
        )
        await self._session.execute(
            insert(ExercisePoint).values(
                [
                    {"exercise_id": exercise.id, "point_id": id, "place": exercise.place}
                    for id in point_ids
                ]
            )
        )

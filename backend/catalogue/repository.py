from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.models import (
    AcceptedAnswer,
    Course,
    Exercise,
    ExercisePoint,
    ExerciseState,
    Point,
)
from backend.exercises.points import PointKind
from backend.exercises.repository import Accepted
from backend.reading.models import ReadingText

# Any number that only this loader uses: two loaders at once take turns.
_LOADERS_TURN = 7_201
_BATCH = 2_000  # points a statement: it has a limit of 32,767 parameters


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
        self, language: str, points: Sequence[Mapping[str, Any]]
    ) -> dict[tuple[PointKind, str], int]:
        """The ids of points, made or brought up to date."""
        ids: dict[tuple[PointKind, str], int] = {}
        for start in range(0, len(points), _BATCH):
            rows = [{"language": language, **point} for point in points[start : start + _BATCH]]
            ids |= await self._keep_points(rows)
        return ids

    async def _keep_points(self, rows: list[dict[str, Any]]) -> dict[tuple[PointKind, str], int]:
        statement = insert(Point).values(rows)
        changed = {name: statement.excluded[name] for name in ("title", "level", "place", "note")}
        found = await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["language", "kind", "key"], set_=changed
            ).returning(Point.kind, Point.key, Point.id)
        )
        return {(kind, key): id for kind, key, id in found}

    async def keep_texts(self, language: str, texts: Sequence[Mapping[str, Any]]) -> None:
        """These texts, brought up to date; others of the language are not shown any more."""
        await self._session.execute(
            update(ReadingText).where(ReadingText.language == language).values(published=False)
        )
        if not texts:
            return
        statement = insert(ReadingText).values([{**text, "published": True} for text in texts])
        changed = {name: statement.excluded[name] for name in (*texts[0], "published")}
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=["key"], set_=changed)
        )

    async def stock(self, language: str) -> list[Exercise]:
        """What is published, and what waits for a look at it or was found to be bad: that stays
        hidden while unchanged.

        What a model wrote is not the files' to retire.
        """
        kept = (
            ExerciseState.published,
            ExerciseState.pending_review,
            ExerciseState.withdrawn,
            ExerciseState.unvoiced,
        )
        ours = (Exercise.language == language, Exercise.provenance.is_(None))
        return list(
            await self._session.scalars(select(Exercise).where(*ours, Exercise.state.in_(kept)))
        )

    async def accepted(self, keys: Iterable[str]) -> dict[str, list[AcceptedAnswer]]:
        return await Accepted(self._session).of(list(keys))

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

    async def publish(self, exercises: Iterable[Exercise]) -> None:
        self._session.add_all(exercises)
        await self._session.flush()

    async def link(self, trained: Iterable[tuple[Exercise, Iterable[int]]]) -> None:
        """What each exercise trains, and nothing else: the ids of its points."""
        wanted = [(exercise, list(point_ids)) for exercise, point_ids in trained]
        ids = [exercise.id for exercise, _ in wanted]
        await self._session.execute(delete(ExercisePoint).where(ExercisePoint.exercise_id.in_(ids)))
        rows = [
            {"exercise_id": exercise.id, "point_id": id, "place": exercise.place}
            for exercise, point_ids in wanted
            for id in point_ids
        ]
        if rows:
            await self._session.execute(insert(ExercisePoint), rows)

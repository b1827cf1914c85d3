"""Where a draft becomes an exercise."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.catalogue.schemas import Word
from backend.exercises.course import GENERATED_FROM, PER_STAGE, stage
from backend.exercises.grading import FALLBACK
from backend.exercises.models import Exercise, ExercisePoint, Point
from backend.exercises.points import PointKind
from backend.exercises.repository import PUBLISHED
from backend.kit.levels import Level

_PUBLISHERS_TURN = 7_210  # and the language: who publishes in one language takes turns


class Publishing:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take_turn(self, language: str) -> None:
        await self._session.execute(
            text("SELECT pg_advisory_xact_lock(:turn, hashtext(:language))"),
            {"turn": _PUBLISHERS_TURN, "language": language},
        )

    async def place(self, language: str, level: Level, skill: str) -> int | None:
        """The next free one of the skill's stage; None where it has none, or is full."""
        first = await self._session.scalar(
            select(func.min(Exercise.place))
            .join(ExercisePoint, ExercisePoint.exercise_id == Exercise.id)
            .join(Point, Point.id == ExercisePoint.point_id)
            .where(
                Point.language == language,
                Point.kind == PointKind.skill,
                Point.key == skill,
                Exercise.level == level,
                Exercise.provenance.is_(None),
                Exercise.place > 0,
                PUBLISHED,
            )
        )
        if first is None:
            return None
        before, beyond = stage(first) + GENERATED_FROM, stage(first) + PER_STAGE
        last = await self._session.scalar(
            select(func.max(Exercise.place)).where(
                Exercise.language == language, Exercise.place > before, Exercise.place < beyond
            )
        )
        place = max(last or before, before) + 1
        return place if place < beyond else None

    async def add(self, columns: Mapping[str, Any]) -> Exercise:
        exercise = Exercise(**columns)
        self._session.add(exercise)
        await self._session.flush()
        return exercise

    async def link(self, exercise: Exercise, skills: Collection[str], words: list[Word]) -> None:
        """What it trains. A word that the course has not yet becomes one of its points."""
        lemmas = [
            {
                "language": exercise.language,
                "kind": PointKind.lemma,
                "key": word.lemma,
                "title": {FALLBACK: word.lemma},
                "note": {"meaning": word.meaning},
            }
            for word in words
        ]
        if lemmas:
            await self._session.execute(insert(Point).on_conflict_do_nothing(), lemmas)
        wanted = {
            PointKind.skill: list(skills),
            PointKind.lemma: [word.lemma for word in words],
        }
        for kind, keys in wanted.items():
            points = await self._session.scalars(
                select(Point.id).where(
                    Point.language == exercise.language, Point.kind == kind, Point.key.in_(keys)
                )
            )
            self._session.add_all(
                ExercisePoint(point_id=id, exercise_id=exercise.id, place=exercise.place)
                for id in points
            )
        await self._session.flush()

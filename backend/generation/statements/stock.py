"""What is published, and how it is used."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.course import ceiling
from backend.exercises.grading import FALLBACK
from backend.exercises.models import Course, Exercise, ExercisePoint, ExerciseState, Point
from backend.exercises.points import PointKind
from backend.generation.planning import Cell, Use
from backend.kit.levels import Level

# The last attempts of all, by the primary key: whoever is among them practises.
_LATELY = """
WITH recent AS (
  SELECT profile_id, because, shown_at FROM attempts ORDER BY id DESC LIMIT :window),
lately AS (SELECT * FROM recent WHERE shown_at >= :since),
days AS (
  SELECT greatest(extract(epoch FROM CAST(:now AS timestamptz) - min(shown_at)) / 86400, 1) AS d
    FROM lately)
SELECT p.id, p.target, p.native, p.level, p.place,
       count(*) FILTER (WHERE l.because = 'new') / min(days.d) AS new_a_day
  FROM lately l JOIN profiles p ON p.id = l.profile_id CROSS JOIN days
 GROUP BY p.id ORDER BY p.id
"""

_ENOUGH = 400
_UNSEEN = f"""
SELECT u.id, (
  SELECT count(*) FROM (
    SELECT FROM exercises e
     WHERE e.language = u.target AND e.state = 'published'
       AND e.place > u.place AND e.place < u.ceiling
       AND (e.natives IS NULL OR u.native = ANY (e.natives))
       AND NOT EXISTS (SELECT FROM attempts a
                        WHERE a.profile_id = u.id AND a.exercise_id = e.id OFFSET 0)
     LIMIT {_ENOUGH}) ahead) AS unseen
  FROM unnest(CAST(:ids AS bigint[]), CAST(:targets AS text[]), CAST(:natives AS text[]),
              CAST(:places AS bigint[]), CAST(:ceilings AS bigint[]))
       AS u(id, target, native, place, ceiling)
"""  # noqa: S608 - our own words


class Spoken(NamedTuple):
    """A skill as its course tells of it."""

    title: str
    text: str
    examples: tuple[str, ...]


IN_STOCK = Exercise.state.in_((ExerciseState.published, ExerciseState.unvoiced))
"""Published, or as soon as it was read aloud."""
_WAITS = Exercise.state == ExerciseState.unvoiced
_MOST_WAITING = 5_000


class Stock:
    """What is published, and what lies around it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def uses(self, *, since: datetime, now: datetime, window: int) -> list[Use]:
        """Who practised since then, as far as the last `window` attempts of all tell."""
        found = await self._session.execute(
            text(_LATELY), {"since": since, "now": now, "window": window}
        )
        rows = found.all()
        unseen = await self._unseen(rows)
        return [
            Use(row.target, Level(row.level), row.place, float(row.new_a_day), unseen[row.id])
            for row in rows
        ]

    async def _unseen(self, rows: Sequence[Row[Any]]) -> dict[int, int]:
        given = {
            "ids": [row.id for row in rows],
            "targets": [row.target for row in rows],
            "natives": [row.native for row in rows],
            "places": [row.place for row in rows],
            "ceilings": [ceiling(Level(row.level), row.place) for row in rows],
        }
        found = await self._session.execute(text(_UNSEEN), given)
        return {row.id: row.unseen for row in found}

    async def waiting(self, *, since: datetime) -> dict[str, list[int]]:
        """The places of what waits for a voice, by language, if it has not waited for longer."""
        found = await self._session.execute(
            select(Exercise.language, Exercise.place)
            .where(_WAITS, Exercise.place > 0, Exercise.created_at >= since)
            .limit(_MOST_WAITING)
        )
        places: dict[str, list[int]] = defaultdict(list)
        for row in found:
            places[row.language].append(row.place)
        return places

    async def cells(self) -> list[Cell]:
        found = await self._session.execute(
            select(
                Exercise.language,
                Exercise.level,
                Point.key,
                Exercise.kind,
                func.min(Exercise.place),
                func.count(),
                func.count().filter(_WAITS),
            )
            .join(ExercisePoint, ExercisePoint.exercise_id == Exercise.id)
            .join(Point, Point.id == ExercisePoint.point_id)
            .where(IN_STOCK, Point.kind == PointKind.skill, Point.level == Exercise.level)
            .group_by(Exercise.language, Exercise.level, Point.key, Exercise.kind)
            .order_by(Exercise.language, func.min(Exercise.place), Exercise.kind)
        )
        return [Cell(*row) for row in found]

    async def topics(self) -> dict[str, dict[str, Any]]:
        """Language -> topic -> its titles."""
        found = await self._session.execute(select(Course.language, Course.topics))
        return {row.language: row.topics for row in found}

    async def skill(self, language: str, key: str) -> Spoken | None:
        point = await self._session.scalar(
            select(Point).where(
                Point.language == language, Point.kind == PointKind.skill, Point.key == key
            )
        )
        if point is None:
            return None
        note = point.note or {}
        texts: Mapping[str, str] = note.get("text") or {}
        return Spoken(
            point.title.get(FALLBACK, key),
            texts.get(FALLBACK, ""),
            tuple(note.get("examples") or ()),
        )

    async def siblings(self, language: str, skill: str, *, most: int) -> list[dict[str, Any]]:
        """The contents of the newest exercises on the skill."""
        found = await self._session.scalars(
            select(Exercise.content)
            .join(ExercisePoint, ExercisePoint.exercise_id == Exercise.id)
            .join(Point, Point.id == ExercisePoint.point_id)
            .where(
                Point.language == language,
                Point.kind == PointKind.skill,
                Point.key == skill,
                IN_STOCK,
            )
            .order_by(Exercise.id.desc())
            .limit(most)
        )
        return list(found)

    async def known(self, language: str) -> list[str]:
        """Every word that the course teaches."""
        found = await self._session.scalars(
            select(Point.key).where(Point.language == language, Point.kind == PointKind.lemma)
        )
        return list(found)

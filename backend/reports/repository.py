from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.course import PER_STAGE
from backend.exercises.models import Course, Exercise, ExercisePoint, Point
from backend.exercises.points import PointKind
from backend.exercises.repository import PUBLISHED
from backend.kit.actor import Actor
from backend.kit.levels import Level
from backend.profiles.models import Profile
from backend.reviews.mistakes import MistakeState
from backend.reviews.models import Memory, Mistake
from backend.reviews.scheduling import LASTING
from backend.users.models import User
from backend.users.repository import Users

WEAKEST = 5
PAGE = 8
MOST_SKILLS = 60  # of one level
MOST_LEFT = 100  # exercises of a stage


@dataclass(frozen=True)
class Counts:
    due: int
    known: int
    learning: int
    mistakes: int
    to_repair: int


class Reports:
    """What is told of one profile. Every question is answered from that profile's own rows."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def profile(self, actor: Actor, profile_id: int) -> tuple[Profile, User] | None:
        return await Users(self._session).owned(actor, profile_id)

    async def counts(self, profile_id: int, now: datetime, today: date) -> Counts:
        mine = Memory.profile_id == profile_id
        due = select(func.count()).where(mine, Memory.due <= now).scalar_subquery()
        lasting = (Memory.due > now) & (Memory.stability >= LASTING)
        known = select(func.count()).where(mine, lasting).scalar_subquery()
        learning = select(func.count()).where(mine, ~lasting).scalar_subquery()
        amiss = select(func.count()).where(
            Mistake.profile_id == profile_id, Mistake.state != MistakeState.resolved
        )
        waiting = amiss.where(Mistake.right_day.is_distinct_from(today))
        asked = select(due, known, learning, amiss.scalar_subquery(), waiting.scalar_subquery())
        row = (await self._session.execute(asked)).one()
        return Counts(*row)

    async def skills(self, profile_id: int) -> list[tuple[Memory, Point]]:
        """The skills with the least stable memories."""
        rows = await self._session.execute(
            select(Memory, Point)
            .join(Point, Point.id == Memory.point_id)
            .where(Memory.profile_id == profile_id, Point.kind == PointKind.skill)
            .order_by(Memory.stability)
            .limit(WEAKEST)
        )
        return [(memory, point) for memory, point in rows]


class Rooms:
    """The rooms of what was learnt: one's own rows, and the skills of a course."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def count_mistakes(self, profile_id: int, today: date) -> tuple[int, int]:
        """All that are open, and those of them that were not right today."""
        waiting = Mistake.right_day.is_distinct_from(today)
        found = await self._session.execute(
            select(func.count(), func.count().filter(waiting)).where(_is_open(profile_id))
        )
        total, to_repair = found.one()
        return total, to_repair

    async def mistakes(self, profile_id: int, page: int) -> list[tuple[Mistake, Point]]:
        found = await self._session.execute(
            select(Mistake, Point)
            .join(Point, Point.id == Mistake.point_id)
            .where(_is_open(profile_id))
            .order_by(Mistake.happened_at.desc(), Mistake.point_id)
            .limit(PAGE)
            .offset(page * PAGE)
        )
        return [(mistake, point) for mistake, point in found]

    async def levels(self, language: str) -> list[Level]:
        found = await self._session.scalars(
            select(Point.level).where(*_skills(language)).distinct()
        )
        return sorted((each for each in found if each), key=lambda level: level.rank)

    async def skills(self, profile: Profile, level: Level) -> list[tuple[Point, Memory | None]]:
        found = await self._session.execute(
            select(Point, Memory)
            .outerjoin(Memory, (Memory.point_id == Point.id) & (Memory.profile_id == profile.id))
            .where(*_skills(profile.target), Point.level == level)
            .order_by(Point.place)
            .limit(MOST_SKILLS)
        )
        return [(point, memory) for point, memory in found]

    async def skill(
        self, profile: Profile, point_id: int
    ) -> tuple[Point, Memory | None, Mistake | None] | None:
        """A skill with its memory, and its mistake where one is open."""
        found = await self._session.execute(
            select(Point, Memory, Mistake)
            .outerjoin(Memory, (Memory.point_id == Point.id) & (Memory.profile_id == profile.id))
            .outerjoin(Mistake, (Mistake.point_id == Point.id) & _is_open(profile.id))
            .where(*_skills(profile.target), Point.id == point_id)
        )
        row = found.one_or_none()
        return None if row is None else (row[0], row[1], row[2])

    async def course(self, language: str) -> Course | None:
        return await self._session.get(Course, language)

    async def count_skills(self, language: str) -> int:
        found = await self._session.execute(select(func.count()).where(*_skills(language)))
        return found.scalar_one()

    async def number(self, profile: Profile) -> int | None:
        """The first skill with an exercise ahead in the stage that the walk has come to; None at
        the end of the course. An exercise is about its latest skill: the others are needed for it.
        """
        coming = (
            select(Exercise.id, Exercise.place)
            .where(
                Exercise.language == profile.target,
                Exercise.place > profile.place,
                PUBLISHED,
            )
            .order_by(Exercise.place)
        )
        near = coming.limit(MOST_LEFT).subquery()
        stage = select(func.min(near.c.place) // PER_STAGE).scalar_subquery()
        latest = (
            select(func.max(Point.place).label("place"))
            .select_from(near)
            .join(ExercisePoint, ExercisePoint.exercise_id == near.c.id)
            .join(Point, Point.id == ExercisePoint.point_id)
            .where(Point.kind == PointKind.skill, near.c.place // PER_STAGE == stage)
            .group_by(near.c.id)
            .subquery()
        )
        number: int | None = await self._session.scalar(select(func.min(latest.c.place)))
        return number

    async def ahead(self, language: str, number: int, then: int) -> list[Point]:
        """The skill of this number, and so many after it."""
        return list(
            await self._session.scalars(
                select(Point)
                .where(*_skills(language), Point.place >= number)
                .order_by(Point.place)
                .limit(1 + then)
            )
        )


def _is_open(profile_id: int) -> ColumnElement[bool]:
    return (Mistake.profile_id == profile_id) & (Mistake.state != MistakeState.resolved)


def _skills(language: str) -> tuple[ColumnElement[bool], ...]:
    # What an older catalogue has left behind may have no place.
    return (
        Point.language == language,
        Point.kind == PointKind.skill,
        Point.place.is_not(None),
    )

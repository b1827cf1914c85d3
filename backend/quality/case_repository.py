"""What a reviewer, model or admin, is shown of an exercise that is being inspected."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.appeals.models import Appeal
from backend.appeals.schemas import AppealState
from backend.exercises.models import Course, Exercise, ExercisePoint, Point
from backend.exercises.points import PointKind
from backend.quality.models import Flag, Inspection, ItemRecord
from backend.quality.schemas import FlagReason, Stage

MOST_REASONS = 100
MOST_APPEALS = 5


class Cases:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, inspection_id: int) -> Inspection | None:
        return await self._session.get(Inspection, inspection_id)

    async def hold(self, inspection_id: int) -> Inspection | None:
        """Held until commit."""
        return await self._session.get(
            Inspection, inspection_id, with_for_update=True, populate_existing=True
        )

    async def known(self, exercise_id: int) -> Exercise | None:
        return await self._session.get(Exercise, exercise_id)

    async def waiting(self, exercise_id: int) -> Inspection | None:
        """The one that is not decided, held until commit."""
        undecided = (Inspection.exercise_id == exercise_id, Inspection.state != Stage.closed)
        return await self._session.scalar(select(Inspection).where(*undecided).with_for_update())

    async def exercise(self, exercise_id: int) -> Exercise:
        return await self._session.get_one(Exercise, exercise_id)

    async def course(self, language: str) -> str:
        """The name of the language, in English."""
        course = await self._session.get(Course, language)
        return language if course is None else course.names.get("en", course.name)

    async def reasons(self, exercise_id: int) -> Counter[FlagReason]:
        found = await self._session.scalars(
            select(Flag.reason)
            .where(Flag.exercise_id == exercise_id)
            .order_by(Flag.created_at.desc())
            .limit(MOST_REASONS)
        )
        return Counter(found)

    async def appeals(self, exercise_id: int) -> list[str]:
        """Answers that people say should be right, the most people first."""
        pending = (Appeal.exercise_id == exercise_id, Appeal.state == AppealState.pending)
        found = select(Appeal.said).where(*pending).order_by(Appeal.people.desc())
        return list(await self._session.scalars(found.limit(MOST_APPEALS)))

    async def reviews(self, exercise_id: int) -> int:
        record = await self._session.get(ItemRecord, exercise_id)
        return 0 if record is None else record.reviews

    async def points(self, exercise_id: int) -> list[tuple[PointKind, str]]:
        found = await self._session.execute(
            select(Point.kind, Point.key)
            .join(ExercisePoint, ExercisePoint.point_id == Point.id)
            .where(ExercisePoint.exercise_id == exercise_id)
            .order_by(Point.id)
        )
        return [(kind, name) for kind, name in found]

from collections.abc import Collection

from sqlalchemy import ColumnElement, literal_column, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.accepting import asked
from backend.exercises.course import PER_STAGE, stage
from backend.exercises.models import AcceptedAnswer, Course, Exercise, Point
from backend.exercises.points import PointKind

# In words, so that the partial index of courses serves whoever plans without the values.
PUBLISHED: ColumnElement[bool] = Exercise.state == literal_column("'published'")


class Courses:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self) -> list[Course]:
        return list(await self._session.scalars(select(Course).order_by(Course.language)))

    async def explained(self) -> dict[str, list[str]]:
        """By language those that explain it: one that explains a skill explains them all."""
        first = select(Point.language, Point.title).where(
            Point.kind == PointKind.skill, Point.place == 1
        )
        return {row.language: sorted(row.title) for row in await self._session.execute(first)}

    async def find(self, language: str) -> Course | None:
        return await self._session.get(Course, language)


class Accepted:
    """Answers that were found to be right after the catalogue was written."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, exercise: Exercise, text: str) -> None:
        """Beside the catalogue's file, so that the next version of the exercise has it too."""
        row = {
            "exercise_key": exercise.key,
            "text": text,
            "language": exercise.language,
            "asked": asked(exercise.content),
        }
        statement = insert(AcceptedAnswer).values(**row)
        changed = {"asked": statement.excluded.asked}
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=["exercise_key", "text"], set_=changed)
        )

    async def of(self, keys: Collection[str]) -> dict[str, list[AcceptedAnswer]]:
        """By the key of the exercise."""
        found: dict[str, list[AcceptedAnswer]] = {}
        mine = select(AcceptedAnswer).where(AcceptedAnswer.exercise_key.in_(keys))
        for row in await self._session.scalars(mine.order_by(AcceptedAnswer.added_at)):
            found.setdefault(row.exercise_key, []).append(row)
        return found


class Stages:
    """The neighbours of a stage, among what a learner of these two languages can be asked."""

    def __init__(self, session: AsyncSession, *, target: str, native: str) -> None:
        self._session = session
        self._fits: tuple[ColumnElement[bool], ...] = (
            Exercise.language == target,
            PUBLISHED,
            or_(Exercise.natives.is_(None), Exercise.natives.any_() == native),
        )

    async def before(self, place: int) -> int | None:
        """The place of the last exercise before the stage of `place`."""
        earlier = select(Exercise.place).where(*self._fits, Exercise.place <= stage(place))
        return await self._session.scalar(earlier.order_by(Exercise.place.desc()).limit(1))

    async def after(self, place: int) -> int | None:
        """The place of the first exercise beyond the stage of `place`."""
        later = select(Exercise.place).where(*self._fits, Exercise.place > stage(place) + PER_STAGE)
        return await self._session.scalar(later.order_by(Exercise.place).limit(1))

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.models import Attempt
from backend.exercises.grading import in_language
from backend.exercises.kinds.union import content_for
from backend.exercises.kinds.write_text import WriteText
from backend.exercises.models import Exercise, Point
from backend.exercises.points import PointKind
from backend.profiles.models import Profile
from backend.writing.assessing import Written


@dataclass(frozen=True)
class Waiting:
    """A text that waits to be assessed, and all that a model is told of it.

    `skills` of the course up to the level of the text: key -> title in English.
    """

    written: Written
    skills: Mapping[str, str]
    profile_id: int
    user_id: int


class Texts:
    """Texts that learners wrote."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def waiting(self, attempt_id: int) -> Waiting | None:
        """None where nothing waits any more."""
        found = await self._session.execute(
            select(Attempt.said, Exercise.content, Exercise.level, Profile)
            .join(Exercise, Exercise.id == Attempt.exercise_id)
            .join(Profile, Profile.id == Attempt.profile_id)
            .where(Attempt.id == attempt_id, Attempt.judging.is_not(None))
        )
        row = found.one_or_none()
        if row is None or row.said is None:
            return None
        profile: Profile = row.Profile
        content = content_for(row.content, profile.target, profile.alphabet)
        if not isinstance(content, WriteText):
            return None
        points = await self._session.execute(
            select(Point.key, Point.title, Point.level)
            .where(Point.language == profile.target, Point.kind == PointKind.skill)
            .order_by(Point.place)
        )
        skills = {
            point.key: in_language(point.title, "en") or point.key
            for point in points
            if point.level is None or point.level.rank <= row.level.rank
        }
        text = str(row.said.get("text", ""))
        written = Written(
            text, content, row.level, profile.target, profile.native, frozenset(skills)
        )
        return Waiting(written, skills, profile.id, profile.user_id)

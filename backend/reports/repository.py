from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.models import Point
from backend.exercises.points import PointKind
from backend.kit.actor import Actor
from backend.profiles.models import Profile
from backend.reviews.mistakes import MistakeState
from backend.reviews.models import Memory, Mistake
from backend.reviews.scheduling import LASTING
from backend.users.models import Identity, User

WEAKEST = 5


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
        rows = await self._session.execute(
            select(Profile, User)
            .join(User, User.id == Profile.user_id)
            .join(Identity, Identity.user_id == User.id)
            .where(
                Profile.id == profile_id,
                Identity.provider == actor.provider,
                Identity.subject == actor.subject,
            )
        )
        row = rows.one_or_none()
        return None if row is None else (row[0], row[1])

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

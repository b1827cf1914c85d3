from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.models import Attempt
from backend.attempts.repository import Shown
from backend.exercises.models import Exercise, ExercisePoint, Point
from backend.exercises.points import PointKind
from backend.explaining.models import Asker, Explanation
from backend.jobs.models import Send
from backend.profiles.models import Profile
from backend.users.models import Chat, User


class Listener(NamedTuple):
    """Who asked, and the chat in which they did."""

    user: User
    chat: Chat


class Explanations:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, key: dict[str, Any], values: dict[str, Any]) -> tuple[Explanation, bool]:
        """The one row of an answer, made if there is none, held until commit; whether it was."""
        made = await self._session.scalar(
            insert(Explanation)
            .values(**key, **values)
            .on_conflict_do_nothing(
                index_elements=["exercise_id", "digest", "native", "prompt_version"]
            )
            .returning(Explanation.id)
        )
        same = [getattr(Explanation, name) == value for name, value in key.items()]
        held = select(Explanation).where(*same).with_for_update()
        found = await self._session.scalars(held.execution_options(populate_existing=True))
        return found.one(), made is not None

    async def known(self, key: dict[str, Any]) -> Explanation | None:
        same = [getattr(Explanation, name) == value for name, value in key.items()]
        return await self._session.scalar(select(Explanation).where(*same))

    async def find(self, explanation_id: int, *, held: bool = False) -> Explanation | None:
        return await self._session.get(
            Explanation, explanation_id, with_for_update=held, populate_existing=True
        )

    async def wait(self, explanation_id: int, attempt_id: int, bot_id: int, now: datetime) -> None:
        asker = {
            "explanation_id": explanation_id,
            "attempt_id": attempt_id,
            "bot_id": bot_id,
            "asked_at": now,
        }
        await self._session.execute(insert(Asker).values(**asker).on_conflict_do_nothing())

    async def waits(self, explanation_id: int, attempt_id: int) -> bool:
        """Whether whoever gave this answer still waits."""
        return await self._session.get(Asker, (explanation_id, attempt_id)) is not None

    async def message(self, key: str) -> int | None:
        """The message that was sent once under this key, where it has arrived."""
        sent = await self._session.get(Send, key)
        return None if sent is None else sent.message_id

    async def take_askers(self, explanation_id: int) -> list[tuple[int, int]]:
        """All who wait, by attempt and bot: they wait no more."""
        gone = await self._session.execute(
            delete(Asker)
            .where(Asker.explanation_id == explanation_id)
            .returning(Asker.attempt_id, Asker.bot_id)
        )
        return sorted((row.attempt_id, row.bot_id) for row in gone)

    async def skill(self, exercise_id: int) -> Point | None:
        """The latest skill that an exercise is about."""
        return await self._session.scalar(
            select(Point)
            .join(ExercisePoint, ExercisePoint.point_id == Point.id)
            .where(ExercisePoint.exercise_id == exercise_id, Point.kind == PointKind.skill)
            .order_by(Point.place.desc().nulls_last(), Point.id)
            .limit(1)
        )

    async def shown(self, attempt_id: int) -> Shown | None:
        """An answered attempt, whosever it is."""
        row = (
            await self._session.execute(
                select(Attempt, Exercise, Profile, User.plan)
                .join(Exercise, Exercise.id == Attempt.exercise_id)
                .join(Profile, Profile.id == Attempt.profile_id)
                .join(User, User.id == Profile.user_id)
                .where(Attempt.id == attempt_id, Attempt.answered_at.is_not(None))
            )
        ).one_or_none()
        return None if row is None else Shown(*row, title=None)

    async def listener(self, user_id: int, bot_id: int) -> Listener | None:
        """None for somebody who has blocked the bot."""
        row = (
            await self._session.execute(
                select(User, Chat)
                .join(Chat, Chat.user_id == User.id)
                .where(User.id == user_id, Chat.bot_id == bot_id, Chat.blocked_at.is_(None))
            )
        ).one_or_none()
        return None if row is None else Listener(*row)

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.lessons.jobs import TellRestIsOver
from backend.profiles.models import Profile
from backend.users.models import Chat, User


class Listener(NamedTuple):
    """Whom to tell, in which language and time zone."""

    locale: str
    timezone: str


class Listeners:
    """Learners who asked to be told that their rest is over, in the chats where they asked."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def still_waiting(self, told: TellRestIsOver, *, asked_at: datetime) -> Listener | None:
        """None: the profile or the chat is gone, or they have practised since they asked."""
        found = await self._session.execute(
            select(User.locale, User.timezone)
            .join(Profile, Profile.user_id == User.id)
            .join(Chat, Chat.user_id == User.id)
            .where(
                Profile.id == told.profile_id,
                or_(Profile.last_answered_at.is_(None), Profile.last_answered_at <= asked_at),
                Chat.bot_id == told.bot_id,
                Chat.chat_id == told.chat_id,
                Chat.blocked_at.is_(None),
            )
        )
        row = found.first()
        return None if row is None else Listener(row.locale, row.timezone)

    async def mark_blocked(self, told: TellRestIsOver, *, now: datetime) -> None:
        """Nothing is sent there any more, until the person writes again."""
        person = select(Profile.user_id).where(Profile.id == told.profile_id).scalar_subquery()
        await self._session.execute(
            update(Chat)
            .where(
                Chat.user_id == person,
                Chat.bot_id == told.bot_id,
                Chat.chat_id == told.chat_id,
                Chat.blocked_at.is_(None),
            )
            .values(blocked_at=now)
        )

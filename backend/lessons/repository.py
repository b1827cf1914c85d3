from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Row, literal_column, or_, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.lessons.jobs import TellRestIsOver
from backend.profiles.models import Profile
from backend.users.models import Chat, User

# In words, since the record of jobs is nobody's model but its own.
_WAITS = text("SELECT id FROM jobs WHERE dedupe_key = :key AND state = 'queued'")


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


class Reminders:
    """Reminders that were asked for and have not been sent."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def asked(self, user_id: int) -> Sequence[Row[User, Profile, Chat]]:
        """Where a person could have asked for one: each of their profiles in each chat."""
        rows = await self._session.execute(
            select(User, Profile, Chat)
            .join(Profile, Profile.user_id == User.id)
            .join(Chat, Chat.user_id == User.id)
            .where(User.id == user_id)
        )
        return rows.all()

    async def waits(self, key: str) -> bool:
        return await self._session.scalar(_WAITS, {"key": key}) is not None


class Streaks:
    """People whose streak was interrupted."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def interrupted(
        self, last: date, *, after: tuple[date | None, int], most: int
    ) -> Sequence[User]:
        """Those with a streak whose last set was on `last` or before, in order, after `after`.

        A streak that has ended is none: few are interrupted for longer than the freezes last.
        """
        day, user_id = after
        wanted = (
            select(User)
            # In words, so that the partial index serves whoever plans without the values.
            .where(User.streak > literal_column("0"), User.streak_day <= last)
            .order_by(User.streak_day, User.id)
            .limit(most)
        )
        if day is not None:
            wanted = wanted.where(
                User.streak_day >= day, tuple_(User.streak_day, User.id) > tuple_(day, user_id)
            )
        return (await self._session.scalars(wanted)).all()

    async def find(self, user_id: int) -> User | None:
        return await self._session.get(User, user_id)

    async def lock(self, user_id: int) -> User | None:
        """Held until commit, as every press of theirs would hold them."""
        return await self._session.get(
            User, user_id, with_for_update={"key_share": True}, populate_existing=True
        )

    async def chats(self, user_id: int) -> Sequence[Chat]:
        """Where they can be told something; where they practise first."""
        return (
            await self._session.scalars(
                select(Chat)
                .where(Chat.user_id == user_id, Chat.blocked_at.is_(None))
                .order_by(Chat.profile_id.is_(None), Chat.id.desc())
            )
        ).all()

    async def mark_blocked(self, chat_id: int, *, now: datetime) -> None:
        """`chat_id` is the id of our row."""
        await self._session.execute(update(Chat).where(Chat.id == chat_id).values(blocked_at=now))

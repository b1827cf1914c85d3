from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.kit.actor import Actor
from backend.links.models import Link
from backend.users.models import Identity, User


class Links:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold_person(self, actor: Actor) -> int | None:
        """The actor's user id, held until commit: they make one link at a time."""
        return await self._session.scalar(
            select(User.id)
            .join(Identity, Identity.user_id == User.id)
            .where(Identity.provider == actor.provider, Identity.subject == actor.subject)
            .with_for_update(of=User, key_share=True)
        )

    async def latest(self, user_id: int, target: str, *, since: datetime) -> Link | None:
        return await self._session.scalar(
            select(Link)
            .where(Link.user_id == user_id, Link.target == target, Link.created_at > since)
            .order_by(Link.created_at.desc())
            .limit(1)
        )

    async def find(self, token: str) -> Link | None:
        return await self._session.get(Link, token)

    async def add(self, link: Link) -> None:
        self._session.add(link)
        await self._session.flush()

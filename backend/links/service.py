import secrets
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NotFound, Unprocessable
from backend.exercises.repository import Courses
from backend.kit.actor import Actor
from backend.links.models import Link
from backend.links.repository import Links
from backend.links.schemas import LinkIn, LinkOut

LASTS = timedelta(days=90)
SAME_WITHIN = timedelta(days=1)
TOKEN_BYTES = 16  # 22 characters


async def make(session: AsyncSession, actor: Actor, given: LinkIn, *, now: datetime) -> LinkOut:
    """A link to a course, the same one within a day. Raises NotFound and Unprocessable."""
    if await Courses(session).find(given.target) is None:
        raise Unprocessable(f"there is no course in '{given.target}'")
    links = Links(session)
    user_id = await links.hold_person(actor)
    if user_id is None:
        raise NotFound("nobody is known by this identity")
    link = await links.latest(user_id, given.target, since=now - SAME_WITHIN)
    if link is None:
        link = Link(
            token=secrets.token_urlsafe(TOKEN_BYTES),
            target=given.target,
            user_id=user_id,
            created_at=now,
            expires_at=now + LASTS,
        )
        await links.add(link)
    return LinkOut(token=link.token, target=link.target)


async def follow(session: AsyncSession, token: str, *, now: datetime) -> LinkOut:
    """Where a link leads, also when it has expired. Raises NotFound."""
    link = await Links(session).find(token)
    if link is None:
        raise NotFound("there is no such link")
    return LinkOut(token=link.token, target=link.target, expired=link.expires_at <= now)

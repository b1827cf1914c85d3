from typing import Annotated

from fastapi import APIRouter, Path

from backend.deps import Acting, Now, Tx
from backend.links import service
from backend.links.schemas import PATTERN, LinkIn, LinkOut

router = APIRouter(prefix="/links", tags=["links"])


@router.post("")
async def make(given: LinkIn, session: Tx, actor: Acting, now: Now) -> LinkOut:
    """A link to a course, to be shared. Asking again within a day gives the same one."""
    return await service.make(session, actor, given, now=now)


@router.get("/{token}")
async def follow(token: Annotated[str, Path(pattern=PATTERN)], session: Tx, now: Now) -> LinkOut:
    """Where a link leads."""
    return await service.follow(session, token, now=now)

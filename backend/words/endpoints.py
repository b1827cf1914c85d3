from typing import Annotated

from fastapi import APIRouter, Query

from backend.deps import Acting, Id, Now, Tx
from backend.words import service
from backend.words.schemas import Show, Sought, WordCard, WordsOut

router = APIRouter(tags=["words"])

Page = Annotated[int, Query(ge=0, lt=10_000)]


@router.get("/profiles/{profile_id}/words")
async def words(
    profile_id: Id, session: Tx, actor: Acting, now: Now, show: Show = Show.all, page: Page = 0
) -> WordsOut:
    """The words that this profile has met, ten a page."""
    return await service.words(session, actor, profile_id, show=show, page=page, now=now)


@router.get("/profiles/{profile_id}/words/search")
async def find(
    profile_id: Id, sought: Annotated[Sought, Query()], session: Tx, actor: Acting, now: Now
) -> WordsOut:
    """The first ten of this profile's words that begin so, or mean what begins so."""
    return await service.find(session, actor, profile_id, sought, now=now)


@router.get("/profiles/{profile_id}/words/{point_id}")
async def word(profile_id: Id, point_id: Id, session: Tx, actor: Acting, now: Now) -> WordCard:
    """One word, when it comes back, and a sentence with it."""
    return await service.word(session, actor, profile_id, point_id, now=now)

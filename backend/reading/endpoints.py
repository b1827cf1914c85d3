from typing import Annotated

from fastapi import APIRouter, Query

from backend.deps import Acting, Id, Now, Tx
from backend.reading import service
from backend.reading.schemas import TextOut, TextsOut, WordIn

router = APIRouter(tags=["reading"])

Page = Annotated[int, Query(ge=0, lt=10_000)]


@router.get("/profiles/{profile_id}/texts")
async def texts(profile_id: Id, session: Tx, actor: Acting, page: Page = 0) -> TextsOut:
    """The texts of this profile's course, ten a page."""
    return await service.texts(session, actor, profile_id, page=page)


@router.get("/profiles/{profile_id}/texts/{text_id}")
async def text(profile_id: Id, text_id: Id, session: Tx, actor: Acting) -> TextOut:
    """A text with its translation and its words, sentence by sentence."""
    return await service.text(session, actor, profile_id, text_id)


@router.post("/profiles/{profile_id}/words")
async def add_word(profile_id: Id, given: WordIn, session: Tx, actor: Acting, now: Now) -> TextOut:
    """Make a word of a text one's own: it comes up for review. The text is told anew."""
    return await service.add(session, actor, profile_id, given, now=now)

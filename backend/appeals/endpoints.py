from typing import Annotated

from fastapi import APIRouter, Query

from backend.appeals import deciding, service
from backend.appeals.schemas import AppealCard, AppealOut, AppealsOut, DecisionIn, UndoneOut
from backend.deps import Acting, Id, Now, Tx

router = APIRouter(tags=["appeals"])


@router.post("/attempts/{attempt_id}/undo")
async def undo(attempt_id: Id, session: Tx, actor: Acting, now: Now) -> UndoneOut:
    """It was a typo: a wrong typed answer becomes almost right, once."""
    return await service.undo(session, actor, attempt_id, now=now)


@router.post("/attempts/{attempt_id}/appeal")
async def appeal(attempt_id: Id, session: Tx, actor: Acting, now: Now) -> AppealOut:
    """It should be right: it is almost right until somebody has looked at it."""
    return await service.appeal(session, actor, attempt_id, now=now)


@router.get("/appeals")
async def pending(
    session: Tx, actor: Acting, limit: Annotated[int, Query(ge=1, le=deciding.MOST_LISTED)] = 20
) -> AppealsOut:
    """For admins: what waits for a decision, the most pressing first."""
    await deciding.admin(session, actor)
    return await deciding.list_pending(session, limit)


@router.post("/appeals/{appeal_id}/decision")
async def decide(
    appeal_id: Id, given: DecisionIn, session: Tx, actor: Acting, now: Now
) -> AppealCard:
    """For admins: once. The same decision again changes nothing."""
    by = await deciding.admin(session, actor)
    return await deciding.decide(session, by, appeal_id, upheld=given.upheld, now=now)

"""For admins only: whoever is none is told that this is not for them."""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends

from backend.admin import looking, service
from backend.admin.schemas import (
    AppealDecisionIn,
    FixIn,
    FlagsOut,
    InspectIn,
    JobsOut,
    ModelsOut,
    ReviewOut,
    StockOut,
    VerdictIn,
)
from backend.deps import Acting, Configured, Id, Now, Tx
from backend.quality.schemas import Outcome


async def _admin(session: Tx, actor: Acting) -> int:
    return await service.admin(session, actor)


Admin: TypeAlias = Annotated[int, Depends(_admin)]
router = APIRouter(prefix="/admin", tags=["admin"], dependencies=[Depends(_admin)])


@router.post("/review")
async def review(session: Tx, admin: Admin, now: Now) -> ReviewOut:
    """The card that one holds, or the next. Nobody else gets it for ten minutes."""
    return await service.next_card(session, admin, now=now)


@router.post("/review/skipped")
async def review_skipped(session: Tx, admin: Admin, now: Now) -> ReviewOut:
    """The same, and what was skipped within the hour is not left out."""
    return await service.next_card(session, admin, now=now, skipped=True)


@router.post("/review/exercises")
async def look_at(given: InspectIn, session: Tx, admin: Admin, now: Now) -> ReviewOut:
    """The card of this exercise."""
    return await service.look_at(session, admin, given.exercise_id, now=now)


@router.post("/review/undo")
async def undo(session: Tx, admin: Admin, now: Now) -> ReviewOut:
    return await service.undo(session, admin, now=now)


@router.post("/review/{inspection_id}/decision")
async def decide(
    inspection_id: Id, given: VerdictIn, session: Tx, admin: Admin, now: Now
) -> ReviewOut:
    """Decide on a card; the next one."""
    outcome = Outcome(given.outcome)
    return await service.decide(session, admin, inspection_id, outcome, now=now)


@router.post("/review/{inspection_id}/fix")
async def fix(inspection_id: Id, given: FixIn, session: Tx, admin: Admin, now: Now) -> ReviewOut:
    """Publish it with one text changed, as its next version; the next card."""
    return await service.fix(session, admin, inspection_id, given, now=now)


@router.post("/review/{inspection_id}/skip")
async def skip(inspection_id: Id, session: Tx, admin: Admin, now: Now) -> ReviewOut:
    return await service.skip(session, admin, inspection_id, now=now)


@router.post("/appeals/{appeal_id}/decision")
async def decide_appeal(
    appeal_id: Id, given: AppealDecisionIn, session: Tx, admin: Admin, now: Now
) -> ReviewOut:
    return await service.decide_appeal(session, admin, appeal_id, upheld=given.upheld, now=now)


@router.get("/stock")
async def stock(session: Tx, now: Now) -> StockOut:
    return await looking.stock(session, now=now)


@router.get("/models")
async def models(session: Tx, configured: Configured, now: Now) -> ModelsOut:
    return await looking.models(session, configured, now=now)


@router.get("/jobs")
async def jobs(session: Tx) -> JobsOut:
    return await looking.jobs(session)


@router.post("/jobs/{job_id}/retry")
async def retry(job_id: Id, session: Tx, admin: Admin, now: Now) -> JobsOut:
    return await looking.retry(session, admin, job_id, now=now)


@router.get("/flags")
async def flags(session: Tx) -> FlagsOut:
    return await looking.flags(session)

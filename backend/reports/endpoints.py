from fastapi import APIRouter

from backend.deps import Acting, Id, Now, Tx
from backend.profiles.schemas import ProgressOut
from backend.reports import service

router = APIRouter(tags=["reports"])


@router.get("/profiles/{profile_id}/progress")
async def progress(profile_id: Id, session: Tx, actor: Acting, now: Now) -> ProgressOut:
    return await service.progress(session, actor, profile_id, now=now)

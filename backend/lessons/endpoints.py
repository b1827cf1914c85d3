from fastapi import APIRouter

from backend.deps import Acting, Id, Now, Tx
from backend.lessons import service
from backend.lessons.schemas import RemindOut

router = APIRouter(tags=["lessons"])


@router.post("/profiles/{profile_id}/reminder")
async def remind(profile_id: Id, session: Tx, actor: Acting, now: Now) -> RemindOut:
    """Be told in this chat when practice may go on. Asking twice is asking once."""
    return await service.remind(session, actor, profile_id, now=now)

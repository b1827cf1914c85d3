from fastapi import APIRouter

from backend.deps import Acting, Id, Now, Tx
from backend.quality import service
from backend.quality.schemas import FlagIn, FlagOut

router = APIRouter(tags=["quality"])


@router.post("/exercises/{exercise_id}/flags")
async def flag(exercise_id: Id, given: FlagIn, session: Tx, actor: Acting, now: Now) -> FlagOut:
    """Report that something is wrong with an exercise that one was shown. It counts once."""
    return await service.flag(session, actor, exercise_id, given, now=now)

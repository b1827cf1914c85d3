from fastapi import APIRouter

from backend.deps import Acting, Configured, Id, Now, Tx
from backend.explaining import service
from backend.explaining.schemas import ExplanationOut

router = APIRouter(tags=["explaining"])


@router.post("/attempts/{attempt_id}/explanation")
async def explain(
    attempt_id: Id, session: Tx, actor: Acting, settings: Configured, now: Now
) -> ExplanationOut:
    """Why my answer is wrong: at once where it is known, else as a message of its own."""
    configured = settings.llm_configured
    return await service.explain(session, actor, attempt_id, configured=configured, now=now)

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.jobs import ForgetReplies
from backend.attempts.statements.forget import FORGET
from backend.queue import enqueue

KEEP = timedelta(days=2)
BATCH = 1000


async def forget_replies(session: AsyncSession, *, now: datetime) -> int:
    """How many were forgotten. When more may be left, that is a job of its own."""
    forgotten = await session.execute(FORGET, {"before": now - KEEP, "most": BATCH})
    count = len(forgotten.all())
    if count == BATCH:
        await enqueue(session, ForgetReplies())
    return count

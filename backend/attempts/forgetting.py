"""Replies are kept so that the same press gets the same reply; after some days nobody presses."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.jobs import ForgetReplies
from backend.attempts.models import Attempt
from backend.queue import enqueue

KEEP = timedelta(days=2)
BATCH = 1000


async def forget_replies(session: AsyncSession, *, now: datetime) -> int:
    """How many were forgotten. When more may be left, that is a job of its own."""
    old = (
        select(Attempt.id)
        .where(Attempt.reply.is_not(None), Attempt.answered_at < now - KEEP)
        .order_by(Attempt.answered_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    forgotten = await session.execute(
        update(Attempt).where(Attempt.id.in_(old)).values(reply=None).returning(Attempt.id)
    )
    count = len(forgotten.all())
    if count == BATCH:
        await enqueue(session, ForgetReplies())
    return count

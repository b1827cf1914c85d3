"""Answers that have their verdict wait for nothing; after some days nothing is told of them."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.judging.jobs import ForgetJudgements
from backend.judging.repository import Judgements
from backend.queue import enqueue

KEEP = timedelta(days=2)
BATCH = 1000


async def forget_judgements(session: AsyncSession, *, now: datetime) -> int:
    """How many were forgotten. When more may be left, that is a job of its own."""
    count = await Judgements(session).forget(before=now - KEEP, most=BATCH)
    if count == BATCH:
        await enqueue(session, ForgetJudgements())
    return count

"""What the voices are to read: a course has more to be heard than a test waits for."""

import asyncio
import time

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from backend.db import create_engine
from backend.queue import enqueue
from backend.spoken.jobs import LookForUnvoiced
from tests.flows.stack import Stack

PATIENCE = 180  # seconds


async def read_only(session: AsyncSession, wanted: str) -> None:
    """Of all exercises only those `wanted` (a condition), and at once."""
    others = f"state = 'unvoiced' AND NOT ({wanted})"
    await session.execute(text(f"UPDATE exercises SET state = 'withdrawn' WHERE {others}"))
    await session.execute(
        text("DELETE FROM jobs WHERE kind = 'spoken.VoiceExercise' AND state = 'queued'")
    )
    await enqueue(session, LookForUnvoiced())


async def until(stack: Stack, *, count: str, least: int) -> None:
    """Waits for this SELECT to count so many."""
    engine = create_engine(stack.database_url, pool_size=1)
    deadline = time.monotonic() + PATIENCE
    while True:
        async with engine.connect() as connection:
            if (await connection.execute(text(count))).scalar_one() >= least:
                break
        assert time.monotonic() < deadline, stack.said()
        await asyncio.sleep(1)
    await engine.dispose()

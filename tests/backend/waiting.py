import asyncio

from sqlalchemy import text

from backend.db import Sessions

_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


async def until_somebody_waits(sessions: Sessions) -> None:
    """Until a transaction of this database waits for a lock of another."""
    async with asyncio.timeout(4), sessions() as session:
        while not await session.scalar(_WAITING):
            await session.rollback()  # a transaction sees the activity of its first look only
            await asyncio.sleep(0.02)

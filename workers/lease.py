"""Keeping the lease of a job while it is done, and giving it back when it cannot be."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog

from backend.jobs.repository import Jobs
from workers.context import LeaseLost, Work

LAST_WORDS = 3.0  # seconds to give a lease back

log = structlog.get_logger(__name__)


@asynccontextmanager
async def kept(work: Work, span: timedelta) -> AsyncIterator[None]:
    """The body ends with LeaseLost when its lease is lost, or could not be renewed in time."""
    try:
        async with asyncio.timeout(span.total_seconds()) as body:
            renewing = asyncio.create_task(_renew(work, span, body))
            try:
                yield
            finally:
                renewing.cancel()
    except TimeoutError:
        if body.expired():
            raise LeaseLost from None
        raise


async def _renew(work: Work, span: timedelta, body: asyncio.Timeout) -> None:
    clock, seconds = asyncio.get_running_loop().time, span.total_seconds()
    while True:
        await asyncio.sleep(seconds / 3)
        asked_at = clock()
        try:
            async with work.resources.sessions.begin() as session:
                held = await Jobs(session).renew(work.claim, lease=span)
        except Exception:  # the next try may reach the database; if none does, the lease decides
            log.warning("job.lease_not_renewed", exc_info=True)
            continue
        # A job that is being finished has let go of its lease by itself.
        if held or not work.finishing:
            body.reschedule(asked_at + seconds if held else asked_at)


async def give_back(work: Work) -> None:
    """Let somebody else begin at once. If that fails, they begin when the lease has run out."""
    try:
        async with asyncio.timeout(LAST_WORDS), work.resources.sessions.begin() as session:
            await Jobs(session).release(work.claim)
    except Exception:  # then it runs out
        log.warning("job.lease_not_given_back", exc_info=True)

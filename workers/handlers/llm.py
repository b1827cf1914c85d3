from datetime import timedelta

from backend.kit.clock import utc_now
from backend.llm import booking
from backend.llm.jobs import SweepLlm
from workers.context import Work
from workers.registry import handles

KEEP_CALLS = timedelta(days=90)
KEEP_BUDGETS = timedelta(days=8)


@handles(SweepLlm)
async def sweep_llm(work: Work, _: SweepLlm) -> None:
    now = utc_now()
    async with work.finish() as session:
        await booking.lapse(session, now=now)
        await booking.forget(session, calls=now - KEEP_CALLS, budgets=now - KEEP_BUDGETS)

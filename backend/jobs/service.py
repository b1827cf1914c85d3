"""What becomes of a job that failed, of those that nobody does, and of those long done."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.jobs import backoff
from backend.jobs.jobs import PruneJobs, TellAdminsOfDeadJob
from backend.jobs.repository import Heartbeats, Jobs, Schedules, Sends
from backend.jobs.schemas import Buried, Claim, Outcome
from backend.jobs.timetable import next_run, rhythm_of
from backend.queue import Job, enqueue, hint

MOST_ERROR = 2000  # characters of an error that are kept
MOST_SWEPT = 200  # jobs in one sweep
BATCH = 2000  # rows forgotten in one transaction
KEEP_DONE = timedelta(days=3)
KEEP_SENDS = timedelta(days=30)
KEEP_SILENT = timedelta(days=1)


async def fail(
    session: AsyncSession,
    claim: Claim,
    error: str,
    *,
    after: timedelta | None = None,
    chance: float = 0.5,
) -> Outcome:
    """Retried, dead, or fenced: it is somebody else's by now.

    `after` is when the one that failed us asks to be tried again; `chance`, 0 to 1, spreads the
    retries of jobs that failed together.
    """
    error = error[:MOST_ERROR]
    if not claim.is_last:
        delay = max(after or timedelta(), backoff.delay(claim.attempts, chance=chance))
        kept = await Jobs(session).put_back(claim, delay=delay, error=error)
        return Outcome.retried if kept else Outcome.fenced
    if not await Jobs(session).bury(claim, error=error):
        return Outcome.fenced
    await _mourn(session, Buried(claim.id, claim.kind, claim.attempts))
    return Outcome.dead


async def sweep(session: AsyncSession, *, again: timedelta) -> list[Buried]:
    """Tell the executor of what is due and what was abandoned; bury what was abandoned for good."""
    jobs = Jobs(session)
    for found in await jobs.dispatch(again=again, most=MOST_SWEPT):
        hint(session, found)
    buried = await jobs.bury_abandoned(most=MOST_SWEPT)
    for one in buried:
        await _mourn(session, one)
    return buried


async def _mourn(session: AsyncSession, dead: Buried) -> None:
    """Ask for the admins to be told, unless telling them is what failed."""
    if dead.kind != TellAdminsOfDeadJob.name():
        key = f"dead:{dead.id}:{dead.attempts}"
        await enqueue(session, TellAdminsOfDeadJob(job_id=dead.id), key=key)


async def run_due(session: AsyncSession, kinds: dict[str, type[Job]], *, now: datetime) -> int:
    """Write the jobs that the timetable has due; how many. What was missed is done once."""
    due = await Schedules(session).due(now, kinds=kinds.keys())
    for line in due:
        job = kinds[line.kind].model_validate(line.payload)
        await enqueue(session, job, key=f"schedule:{line.name}:{line.next_run_at.isoformat()}")
        line.next_run_at = next_run(rhythm_of(line.cron, line.every, line.timezone), after=now)
    return len(due)


async def prune(session: AsyncSession) -> None:
    """Forget one batch of what is long done. When more is left, that is a job of its own."""
    forgotten = await Jobs(session).forget_done(older_than=KEEP_DONE, most=BATCH)
    await Sends(session).forget(older_than=KEEP_SENDS, most=BATCH)
    await Heartbeats(session).forget_silent(longer_than=KEEP_SILENT)
    if forgotten == BATCH:
        await enqueue(session, PruneJobs())

"""What admins look at besides the queue: stock, models, jobs that failed, reports."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.admin.repository import DeadLetters, Stock
from backend.admin.schemas import (
    DeadJob,
    FlaggedLine,
    FlagsOut,
    JobsOut,
    ModelsOut,
    RefillLine,
    StockLine,
    StockOut,
)
from backend.audit.repository import AuditLog
from backend.errors import NotFound
from backend.exercises.models import ExerciseState
from backend.generation.lacking import lacking
from backend.jobs.models import JobState
from backend.jobs.repository import Jobs
from backend.kit.levels import Level
from backend.llm import figures
from backend.llm.booking import Limits
from backend.quality.case_repository import Cases
from backend.quality.repository import Flags
from backend.settings import Settings

MOST_LISTED = 8
MOST_REFILLS = 3
MOST_ERROR = 200  # characters
TRIES = 3  # that a job gets once more


async def stock(session: AsyncSession, *, now: datetime) -> StockOut:
    wanted = await lacking(session, now=now)
    lines = [
        StockLine(
            language=language,
            level=Level(level),
            lacking=wanted.get((language, Level(level)), 0),
            **counts,
        )
        for language, level, counts in await Stock(session).lines()
    ]
    refills = await Stock(session).refills(most=MOST_REFILLS)
    return StockOut(
        stock=sorted(lines, key=lambda one: (-one.lacking, one.language, one.level.rank)),
        refills=[
            RefillLine(
                state=one.state,
                drafts=one.drafts,
                calls=one.calls,
                cost=one.cost,
                planned_at=one.planned_at,
                stopped_by=one.stopped_by,
            )
            for one in refills
        ],
    )


async def models(session: AsyncSession, settings: Settings, *, now: datetime) -> ModelsOut:
    limits = Limits(
        learner=settings.llm_budget_learner,
        day=settings.llm_budget_day,
        roles=settings.llm_budgets,
    )
    found = await figures.of_today(session, limits, now=now)
    return ModelsOut(configured=settings.llm_configured, figures=found)


async def jobs(session: AsyncSession) -> JobsOut:
    loads = await Jobs(session).loads()
    return JobsOut(
        waiting=sum(load.ready for load in loads),
        running=sum(load.in_progress for load in loads),
        dead=sum(load.dead for load in loads),
        jobs=[
            DeadJob(
                id=one.id,
                kind=one.kind,
                attempts=one.attempts,
                error=(one.last_error or "").partition("\n")[0][:MOST_ERROR],
                created_at=one.created_at,
            )
            for one in await DeadLetters(session).newest(most=MOST_LISTED)
        ],
    )


async def retry(session: AsyncSession, admin_id: int, job_id: int, *, now: datetime) -> JobsOut:
    """Have a dead job tried again, a few times. Raises NotFound for one that is not dead."""
    job = await DeadLetters(session).hold(job_id)
    if job is None:
        raise NotFound(f"no dead job {job_id}")
    job.state, job.run_at, job.dispatched_at = JobState.queued, now, None
    job.max_attempts = job.attempts + TRIES
    await AuditLog(session).add(
        "job retried",
        f"job:{job_id}",
        now=now,
        by=admin_id,
        before={"state": "dead", "attempts": job.attempts},
        after={"state": "queued"},
    )
    return await jobs(session)


async def flags(session: AsyncSession) -> FlagsOut:
    """What was reported most since it was looked at last."""
    lines = [
        FlaggedLine(
            exercise_id=exercise.id,
            key=exercise.key,
            language=exercise.language,
            people=people,
            hidden=exercise.state is not ExerciseState.published,
            reasons=await Cases(session).reasons(exercise.id),
        )
        for exercise, people in await Flags(session).lately(most=MOST_LISTED)
    ]
    return FlagsOut(flagged=lines)

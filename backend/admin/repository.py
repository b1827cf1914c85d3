from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend.appeals.models import Appeal
from backend.appeals.schemas import AppealState
from backend.audit.models import AuditEntry
from backend.exercises.models import Exercise, ExerciseState
from backend.generation.models import Refill
from backend.jobs.models import JobRow, JobState
from backend.kit.actor import Actor
from backend.quality.models import Inspection
from backend.quality.schemas import Stage
from backend.users.models import Identity, UserRole
from backend.users.schemas import RoleName

HELD = timedelta(minutes=10)
SKIPPED = timedelta(hours=1)
UNDECIDED = Inspection.state != Stage.closed


class Admins:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, actor: Actor) -> int | None:
        """The id of the user, if they are an admin."""
        return await self._session.scalar(
            select(Identity.user_id)
            .join(UserRole, UserRole.user_id == Identity.user_id)
            .where(
                Identity.provider == actor.provider,
                Identity.subject == actor.subject,
                UserRole.role == RoleName.admin,
            )
        )


class Queue(NamedTuple):
    """How many wait, how many of them were skipped, of which the first comes back at a moment, and
    how many are before others."""

    waiting: int
    skipped: int
    back_at: datetime | None
    elsewhere: int


class Desk:
    """The inspections that wait, each before one admin at a time."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take(
        self, admin_id: int, *, now: datetime, skipped: bool = False
    ) -> Inspection | None:
        """The one that this admin holds, else the next that nobody does; held from now on.

        What was skipped an hour ago, or less, is not among them, unless that is asked for.
        """
        free = or_(
            Inspection.held_until.is_(None),
            Inspection.held_until <= now,
            Inspection.held_by == admin_id,
        )
        mine = (Inspection.held_by == admin_id) & (Inspection.held_until > now)
        back = func.coalesce(Inspection.skipped_at <= now - SKIPPED, True)
        wanted = (
            select(Inspection)
            .where(UNDECIDED, free, or_(func.coalesce(mine, False), back, literal(skipped)))
            .order_by(
                func.coalesce(mine, False).desc(),
                Inspection.skipped_at.asc().nulls_first(),
                Inspection.opened_at,
                Inspection.id,
            )
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        found = await self._session.scalar(wanted)
        if found is not None:
            found.held_by, found.held_until = admin_id, now + HELD
        return found

    async def hold(self, inspection_id: int) -> Inspection | None:
        """Held until commit."""
        return await self._session.get(
            Inspection, inspection_id, with_for_update=True, populate_existing=True
        )

    async def held_by(self, admin_id: int) -> list[Inspection]:
        mine = select(Inspection).where(UNDECIDED, Inspection.held_by == admin_id)
        return list(await self._session.scalars(mine.with_for_update()))

    async def last_decided(self, admin_id: int, *, since: datetime) -> Inspection | None:
        """What this admin decided last of what can be taken back, held until commit."""
        newest = _revocable(admin_id, since).order_by(Inspection.decided_at.desc()).limit(1)
        return await self._session.scalar(newest.with_for_update())

    async def can_undo(self, admin_id: int, *, since: datetime) -> bool:
        found = select(_revocable(admin_id, since).exists())
        return bool(await self._session.scalar(found))

    async def decided(self, admin_id: int, *, since: datetime) -> int:
        mine = (Inspection.decided_by == admin_id, Inspection.decided_at >= since)
        return await self._session.scalar(select(func.count()).where(*mine)) or 0

    async def queue(self, admin_id: int, *, now: datetime) -> Queue:
        """What waits, as this admin sees it."""
        elsewhere = (Inspection.held_until > now) & (Inspection.held_by != admin_id)
        mine = (Inspection.held_until > now) & (Inspection.held_by == admin_id)
        away = (Inspection.skipped_at > now - SKIPPED) & ~func.coalesce(elsewhere | mine, False)
        found = await self._session.execute(
            select(
                func.count(),
                func.count().filter(away),
                func.min(Inspection.skipped_at).filter(away),
                func.count().filter(elsewhere),
            ).where(UNDECIDED)
        )
        waiting, skipped, first, others = found.one()
        return Queue(waiting, skipped, first and first + SKIPPED, others)

    async def appealed(self, *, since: datetime, most: int) -> list[int]:
        """Exercises about which somebody has appealed, of which nobody is to look at any version
        yet, and on which nobody has decided `since` then."""
        version = aliased(Exercise)
        looked_at = (
            select(Inspection.id)
            .join(version, version.id == Inspection.exercise_id)
            .where(version.key == Exercise.key, or_(UNDECIDED, Inspection.decided_at > since))
        )
        found = (
            select(Appeal.exercise_id)
            .join(Exercise, Exercise.id == Appeal.exercise_id)
            .where(Appeal.state == AppealState.pending, ~looked_at.exists())
            .order_by(Appeal.score.desc(), Appeal.id)
            .limit(most)
        )
        return list(dict.fromkeys(await self._session.scalars(found)))

    async def appeals_of(self, exercise_id: int, *, most: int) -> Sequence[Appeal]:
        """Those that wait, about any version of it."""
        pending = (
            Appeal.exercise_id.in_(_versions(exercise_id)),
            Appeal.state == AppealState.pending,
        )
        found = select(Appeal).where(*pending).order_by(Appeal.score.desc(), Appeal.id).limit(most)
        return list(await self._session.scalars(found))

    async def cases_of(self, exercise_id: int) -> Sequence[Inspection]:
        """What waits about any version of it, held until commit."""
        waiting = select(Inspection).where(
            UNDECIDED, Inspection.exercise_id.in_(_versions(exercise_id))
        )
        return list(await self._session.scalars(waiting.order_by(Inspection.id).with_for_update()))


def _versions(exercise_id: int) -> Select[int]:
    own = aliased(Exercise)
    key = select(own.key).where(own.id == exercise_id).scalar_subquery()
    return select(Exercise.id).where(Exercise.key == key)


def _revocable(admin_id: int, since: datetime) -> Select[Inspection]:
    """What this admin decided `since` then on exercises, as the log has it, and not on appeals,
    and which nobody looks at anew."""
    anew = aliased(Inspection)
    logged = select(AuditEntry.id).where(
        AuditEntry.subject == func.concat("exercise:", Inspection.exercise_id),
        AuditEntry.at == Inspection.decided_at,
        AuditEntry.action.startswith("exercise "),
    )
    reopened = select(anew.id).where(
        anew.exercise_id == Inspection.exercise_id, anew.state != Stage.closed
    )
    return select(Inspection).where(
        Inspection.decided_by == admin_id,
        Inspection.state == Stage.closed,
        Inspection.decided_at >= since,
        logged.exists(),
        ~reopened.exists(),
    )


class Stock:
    """Counts of everything there is: read whole, for the few who ask."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lines(self) -> list[tuple[str, str, dict[str, int]]]:
        """By language and level: how many are in each state, and how many were generated."""

        def in_(state: ExerciseState) -> object:
            return func.count().filter(Exercise.state == state)

        generated = (Exercise.state == ExerciseState.published) & Exercise.provenance.is_not(None)
        found = await self._session.execute(
            select(
                Exercise.language,
                Exercise.level,
                in_(ExerciseState.published).label("published"),  # type: ignore[attr-defined]
                in_(ExerciseState.pending_review).label("pending"),  # type: ignore[attr-defined]
                in_(ExerciseState.withdrawn).label("withdrawn"),  # type: ignore[attr-defined]
                func.count().filter(generated).label("generated"),
            )
            .group_by(Exercise.language, Exercise.level)
            .order_by(Exercise.language, Exercise.level)
        )
        names = ("published", "pending", "withdrawn", "generated")
        return [
            (row.language, row.level, {name: getattr(row, name) for name in names}) for row in found
        ]

    async def refills(self, *, most: int) -> list[Refill]:
        """The latest first."""
        return list(
            await self._session.scalars(select(Refill).order_by(Refill.id.desc()).limit(most))
        )


class DeadLetters:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def newest(self, *, most: int) -> list[JobRow]:
        dead = select(JobRow).where(JobRow.state == JobState.dead)
        return list(await self._session.scalars(dead.order_by(JobRow.id.desc()).limit(most)))

    async def hold(self, job_id: int) -> JobRow | None:
        """One that is dead, held until commit."""
        return await self._session.scalar(
            select(JobRow)
            .where(JobRow.id == job_id, JobRow.state == JobState.dead)
            .with_for_update()
        )

"""Every question to the tables of jobs, schedules, heartbeats and sends.

Leases are measured by the database's clock alone, so that workers whose clocks differ agree.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Interval,
    and_,
    case,
    delete,
    func,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.jobs import statements as sql
from backend.jobs.jobs import Entry
from backend.jobs.models import Heartbeat, JobRow, JobState, Schedule, Send, SendState
from backend.jobs.schemas import Buried, Claim, Load
from backend.jobs.timetable import columns_of, next_run
from backend.kit.clock import shifted
from backend.queue import Hint


class Jobs:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def claim(self, id: int, *, lease: timedelta) -> Claim | None:
        """The right to do this job, unless it is not due or somebody else has it."""
        return await self._take(sql.CLAIM, lease=lease, id=id)

    async def claim_late(self, queue: str, *, late: timedelta, lease: timedelta) -> Claim | None:
        """A job that has been due for longer than `late`, or whose worker is gone."""
        return await self._take(sql.CLAIM_LATE, lease=lease, queue=queue, late=late)

    async def _take(self, statement: str, **values: Any) -> Claim | None:
        token = uuid4()
        typed = text(statement).columns(payload=JSONB())
        values = {**values, "token": token, "shift": shifted()}
        row = (await self._session.execute(typed, values)).first()
        return None if row is None else Claim(token=token, **row._mapping)  # noqa: SLF001 - public

    async def renew(self, claim: Claim, *, lease: timedelta) -> bool:
        return await self._change(claim, lease_until=_from_now(lease))

    async def finish(self, claim: Claim) -> bool:
        """Mark it done, for this transaction to commit with its effect. False: fenced out."""
        return await self._let_go(claim, state=JobState.done, done_at=func.now())

    async def put_back(self, claim: Claim, *, delay: timedelta, error: str) -> bool:
        """To be tried again in `delay`."""
        return await self._let_go(
            claim,
            state=JobState.queued,
            run_at=_from_now(delay + shifted()),
            dispatched_at=None,
            last_error=error,
        )

    async def release(self, claim: Claim) -> bool:
        """To be done by somebody else at once; this attempt does not count."""
        return await self._let_go(
            claim, state=JobState.queued, attempts=JobRow.attempts - 1, dispatched_at=None
        )

    async def bury(self, claim: Claim, *, error: str) -> bool:
        return await self._let_go(claim, state=JobState.dead, last_error=error)

    async def _let_go(self, claim: Claim, **values: Any) -> bool:
        return await self._change(claim, lease_token=None, lease_until=None, **values)

    async def _change(self, claim: Claim, **values: Any) -> bool:
        """False when the lease was lost: nothing changes then."""
        held = (
            update(JobRow)
            .where(JobRow.id == claim.id, JobRow.lease_token == claim.token)
            .values(**values)
            .returning(JobRow.id)
            .execution_options(synchronize_session=False)
        )
        return (await self._session.execute(held)).first() is not None

    async def dispatch(self, *, again: timedelta, most: int) -> list[Hint]:
        """What is due, or was abandoned, and no executor has been told of for `again`."""
        values = {"again": again, "most": most, "shift": shifted()}
        rows = await self._session.execute(text(sql.DISPATCH), values)
        return [Hint(row.id, row.dispatch_no, row.queue) for row in rows]

    async def bury_abandoned(self, *, most: int) -> list[Buried]:
        """Those whose last attempt ended with the death of its worker."""
        rows = await self._session.execute(text(sql.BURY_ABANDONED), {"most": most})
        return [Buried(**row._mapping) for row in rows]  # noqa: SLF001 - public

    async def loads(self) -> list[Load]:
        rows = await self._session.execute(text(sql.LOADS), {"shift": shifted()})
        return [Load(**row._mapping) for row in rows]  # noqa: SLF001 - public

    async def forget_done(self, *, older_than: timedelta, most: int) -> int:
        """How many rows were forgotten, at most `most`."""
        values = {"age": older_than, "most": most}
        gone = await self._session.execute(text(sql.FORGET_DONE), values)
        return len(gone.all())


class Schedules:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep_only(self, timetable: Sequence[Entry], *, now: datetime) -> None:
        """Make the table say what the timetable says. What has not changed is due as before."""
        for entry in timetable:
            await self._keep(entry, now)
        names = [entry.name for entry in timetable]
        await self._session.execute(delete(Schedule).where(Schedule.name.not_in(names)))

    async def _keep(self, entry: Entry, now: datetime) -> None:
        row = insert(Schedule).values(
            name=entry.name,
            kind=entry.job.name(),
            payload=entry.job.model_dump(mode="json"),
            next_run_at=next_run(entry.rhythm, after=now),
            **columns_of(entry.rhythm),
        )
        new = row.excluded
        rhythm = ("cron", "every", "timezone")
        same = and_(*(getattr(Schedule, one).is_not_distinct_from(new[one]) for one in rhythm))
        changed: dict[str, Any] = {one: new[one] for one in (*rhythm, "kind", "payload")}
        changed["next_run_at"] = case((same, Schedule.next_run_at), else_=new.next_run_at)
        await self._session.execute(
            row.on_conflict_do_update(index_elements=["name"], set_=changed)
        )

    async def due(self, now: datetime, *, kinds: Collection[str]) -> Sequence[Schedule]:
        """Those that are due and that nobody else is looking at, held until commit."""
        due = (
            select(Schedule)
            .where(Schedule.next_run_at <= now, Schedule.kind.in_(kinds))
            .order_by(Schedule.next_run_at)
            .with_for_update(skip_locked=True)
        )
        return (await self._session.scalars(due)).all()


class Heartbeats:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def beat(self, worker: str, *, queue: str, release: str) -> None:
        row = insert(Heartbeat).values(worker=worker, queue=queue, release=release)
        await self._session.execute(
            row.on_conflict_do_update(index_elements=["worker"], set_={"beat_at": func.now()})
        )

    async def stop(self, worker: str) -> None:
        await self._session.execute(delete(Heartbeat).where(Heartbeat.worker == worker))

    async def forget_silent(self, *, longer_than: timedelta) -> None:
        silent = Heartbeat.beat_at < _from_now(-longer_than)
        await self._session.execute(delete(Heartbeat).where(silent))


class Sends:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def begin(self, key: str) -> SendState | None:
        """Write down that it is about to leave. None: it was not yet; else how far it has got."""
        row = insert(Send).values(key=key).on_conflict_do_nothing().returning(Send.key)
        if (await self._session.execute(row)).first():
            return None
        return await self._session.scalar(select(Send.state).where(Send.key == key))

    async def sent(self, key: str, *, message_id: int) -> None:
        done = update(Send).where(Send.key == key)
        await self._session.execute(done.values(state=SendState.sent, message_id=message_id))

    async def take_back(self, key: str) -> None:
        """It surely has not left."""
        await self._session.execute(delete(Send).where(Send.key == key))

    async def forget(self, *, older_than: timedelta, most: int) -> None:
        old = select(Send.key).where(Send.created_at < _from_now(-older_than)).limit(most)
        await self._session.execute(delete(Send).where(Send.key.in_(old)))


def _from_now(span: timedelta) -> ColumnElement[datetime]:
    return func.now() + literal(span, Interval)

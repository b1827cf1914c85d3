"""What PostgreSQL remembers of work to be done, so that no executor has to."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, SmallInteger, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model


class JobState(StrEnum):
    """queued → running → done; back to queued after a failure; dead after too many of them."""

    queued = "queued"
    running = "running"
    done = "done"
    dead = "dead"


class SendState(StrEnum):
    sending = "sending"
    sent = "sent"


class JobRow(Model):
    """One piece of work. Whoever holds `lease_token` may write its effect, until `lease_until`.

    `dispatch_no` counts how often an executor was told of it, `attempts` how often one began.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'running', 'done', 'dead')", name="state"),
        CheckConstraint("(state = 'running') = (lease_token IS NOT NULL)", name="lease"),
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="lease_until"),
        CheckConstraint("max_attempts > 0", name="max_attempts"),
        Index("ix_jobs_queued", "run_at", postgresql_where="state = 'queued'"),
        Index("ix_jobs_running", "lease_until", postgresql_where="state = 'running'"),
        Index("ix_jobs_done", "done_at", postgresql_where="state = 'done'"),
        Index("ix_jobs_dead", "id", postgresql_where="state = 'dead'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    queue: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]]
    state: Mapped[JobState] = mapped_column(server_default=JobState.queued.value)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    run_at: Mapped[datetime] = mapped_column(server_default=func.now())
    done_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    max_attempts: Mapped[int] = mapped_column(SmallInteger)
    dispatch_no: Mapped[int] = mapped_column(Integer, server_default="0")
    dispatched_at: Mapped[datetime | None]
    lease_token: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]
    dedupe_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    last_error: Mapped[str | None] = mapped_column(Text)


class Schedule(Model):
    """A line of the timetable (`workers.schedule`), and when it is due next.

    Either `cron`, read in the local time of `timezone` (IANA), or `every`.
    """

    __tablename__ = "schedules"
    __table_args__ = (
        CheckConstraint("num_nonnulls(cron, every) = 1", name="rhythm"),
        CheckConstraint("every > interval '0'", name="every"),
        Index("ix_schedules_next_run_at", "next_run_at"),
    )

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    cron: Mapped[str | None] = mapped_column(String(64))
    every: Mapped[timedelta | None]
    timezone: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]]
    next_run_at: Mapped[datetime]


class Heartbeat(Model):
    """A worker process that said it was alive at `beat_at`."""

    __tablename__ = "heartbeats"
    __table_args__ = (Index("ix_heartbeats_beat_at", "beat_at"),)

    worker: Mapped[str] = mapped_column(String(128), primary_key=True)
    queue: Mapped[str] = mapped_column(String(32))
    release: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
    beat_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Send(Model):
    """A message that is to leave once: written before it is sent, marked after.

    What is still `sending` when its sender is gone may or may not have arrived.
    """

    __tablename__ = "sends"
    __table_args__ = (
        CheckConstraint("state IN ('sending', 'sent')", name="state"),
        Index("ix_sends_created_at", "created_at"),
    )

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    state: Mapped[SendState] = mapped_column(server_default=SendState.sending.value)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    message_id: Mapped[int | None]

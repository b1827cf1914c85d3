from datetime import datetime
from typing import Any

from sqlalchemy import Float, ForeignKey, Index, SmallInteger, String, false, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.exercises.models import Exercise
from backend.profiles.models import Profile
from backend.quality.schemas import Cause, FlagReason, Outcome, Stage
from backend.users.models import User

UNDECIDED = "state <> 'closed'"


class Flag(Model):
    """A report that something is wrong with an exercise: one a person and exercise.

    `counted`: it is part of the exercise's record.
    """

    __tablename__ = "flags"
    __table_args__ = (Index("ix_flags_uncounted", "created_at", postgresql_where="NOT counted"),)

    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id), primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey(User.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    reason: Mapped[FlagReason]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    counted: Mapped[bool] = mapped_column(default=False, server_default=false())


class ItemRecord(Model):
    """What has been seen of an exercise `since` it was looked at last, of first answers only.

    `ability_…` are sums of learners' abilities, `wrong` how often each wrong answer was given,
    `weights` what speaks for and against it (`quality.evidence`); `reviews` found it good.
    """

    __tablename__ = "item_records"

    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id), primary_key=True)
    since: Mapped[datetime | None]
    reviews: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    exposures: Mapped[int] = mapped_column(default=0, server_default="0")
    right: Mapped[int] = mapped_column(default=0, server_default="0")
    given_up: Mapped[int] = mapped_column(default=0, server_default="0")
    flags: Mapped[int] = mapped_column(default=0, server_default="0")
    ability_total: Mapped[float] = mapped_column(default=0.0, server_default="0")
    ability_squares: Mapped[float] = mapped_column(default=0.0, server_default="0")
    ability_of_right: Mapped[float] = mapped_column(default=0.0, server_default="0")
    wrong: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    weights: Mapped[list[float]] = mapped_column(ARRAY(Float), default=list, server_default="{}")


class Ability(Model):
    """How able a learner is in one language, in logits, 0 being usual; from so many answers."""

    __tablename__ = "abilities"

    profile_id: Mapped[int] = mapped_column(
        ForeignKey(Profile.id, ondelete="CASCADE"), primary_key=True
    )
    ability: Mapped[float] = mapped_column(default=0.0, server_default="0")
    answers: Mapped[int] = mapped_column(default=0, server_default="0")


class Exposure(Model):
    """Which attempts an exercise had. The attempts themselves have no index by exercise: it would
    cost every press, and is needed only when an exercise is retired.
    """

    __tablename__ = "exposures"

    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id), primary_key=True)
    # No foreign key: an attempt that is gone is found no more.
    attempt_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class MonitorMark(Model):
    """How far the monitor has read the answers."""

    __tablename__ = "monitor_marks"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime]
    attempt_id: Mapped[int]


class Inspection(Model):
    """An exercise that is being looked at, or was: why, what was found, and what came of it.

    `opinion` is a model's. While `held_until` an admin has it before them; one that was skipped
    comes after all others. `successor_id` is the version that fixed it.
    """

    __tablename__ = "inspections"
    __table_args__ = (
        Index("ix_inspections_decided", "decided_by", "decided_at"),
        Index("ix_inspections_queue", "opened_at", postgresql_where=UNDECIDED),
        Index("uq_inspections_open", "exercise_id", unique=True, postgresql_where=UNDECIDED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id), index=True)
    cause: Mapped[Cause]
    evidence: Mapped[dict[str, Any]]
    state: Mapped[Stage] = mapped_column(default=Stage.open)
    opened_at: Mapped[datetime]
    opinion: Mapped[dict[str, Any] | None]
    outcome: Mapped[Outcome | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey(User.id, ondelete="SET NULL"))
    successor_id: Mapped[int | None] = mapped_column(ForeignKey(Exercise.id), index=True)
    held_by: Mapped[int | None] = mapped_column(
        ForeignKey(User.id, ondelete="SET NULL"), index=True
    )
    held_until: Mapped[datetime | None]
    skipped_at: Mapped[datetime | None]

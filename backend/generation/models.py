from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.exercises.models import Exercise
from backend.generation.schemas import DraftState, OrderState, RefillState
from backend.kit.levels import Level


class Fingerprint(Model):
    """What an exercise says, so that a draft which says it again is found by an index.

    `line` are the words of its model answer, sorted; `marks` some of them, so chosen that two lines
    that are nearly the same have one in common (`generation.likeness`).
    """

    __tablename__ = "fingerprints"
    __table_args__ = (Index("ix_fingerprints_marks", "marks", postgresql_using="gin"),)

    exercise_id: Mapped[int] = mapped_column(
        ForeignKey(Exercise.id, ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(32))
    line: Mapped[str] = mapped_column(Text)
    marks: Mapped[list[str]] = mapped_column(ARRAY(String(80)))


class Refill(Model):
    """One plan of what the stock lacks: `drafts` in `calls` for about `cost` micro-dollars, told
    before anything is spent. One at a time is running.
    """

    __tablename__ = "refills"
    __table_args__ = (
        Index("uq_refills_running", "state", unique=True, postgresql_where="state = 'running'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[RefillState]
    drafts: Mapped[int]
    calls: Mapped[int]
    cost: Mapped[int]
    stopped_by: Mapped[str | None] = mapped_column(Text)
    planned_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Order(Model):
    """`wanted` drafts of one kind, asked for in one call. `digest` tells orders that ask the same
    apart from others: what a model refused once is not ordered again.
    """

    __tablename__ = "orders"
    __table_args__ = (Index("ix_orders_refused", "digest", postgresql_where="state = 'refused'"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    refill_id: Mapped[int | None] = mapped_column(
        ForeignKey(Refill.id, ondelete="SET NULL"), index=True
    )
    state: Mapped[OrderState] = mapped_column(default=OrderState.open)
    language: Mapped[str] = mapped_column(String(8))
    level: Mapped[Level]
    kind: Mapped[str] = mapped_column(String(32))
    skill: Mapped[str] = mapped_column(String(64))
    topic: Mapped[str] = mapped_column(String(64))
    persona: Mapped[str] = mapped_column(String(64))
    tone: Mapped[str] = mapped_column(String(64))
    wanted: Mapped[int] = mapped_column(SmallInteger)
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Draft(Model):
    """What a model wrote for an order, as it wrote it. Rejected ones are kept: `stopped_by` names
    the gate, `passed` those before it; `prompt` is name and version of the instruction.
    """

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey(Order.id, ondelete="CASCADE"), index=True)
    exercise_id: Mapped[int | None] = mapped_column(
        ForeignKey(Exercise.id, ondelete="SET NULL"), index=True
    )
    state: Mapped[DraftState]
    written: Mapped[dict[str, Any]]
    passed: Mapped[list[str]] = mapped_column(ARRAY(String(32)))
    stopped_by: Mapped[str | None] = mapped_column(String(32))
    reasons: Mapped[list[str]] = mapped_column(ARRAY(Text))
    prompt: Mapped[str] = mapped_column(String(64))
    model: Mapped[str] = mapped_column(String(128))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

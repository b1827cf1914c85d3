from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.llm.asking import Role
from backend.llm.calling import Outcome


class LlmCall(Model):
    """One HTTP attempt: written before it is made, `open`, and completed after.

    `model` was asked; `answered_by` is what the one that answered calls itself.
    `reserved` and `cost` are micro-dollars; while it is open, tokens and cost are those of its
    prompt. What is still open at `lapses_at` is lost: its process is gone.
    """

    __tablename__ = "llm_calls"
    __table_args__ = (
        CheckConstraint("reserved >= 0 AND cost >= 0", name="cost"),
        Index("ix_llm_calls_at", "at"),
        Index("ix_llm_calls_open", "lapses_at", postgresql_where="outcome = 'open'"),
        Index("ix_llm_calls_user_id", "user_id", postgresql_where="user_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    role: Mapped[Role]
    prompt: Mapped[str] = mapped_column(String(64))
    prompt_version: Mapped[int] = mapped_column(SmallInteger)
    model: Mapped[str] = mapped_column(String(128))
    answered_by: Mapped[str | None] = mapped_column(String(128))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    outcome: Mapped[Outcome] = mapped_column(server_default=Outcome.open.value)
    reserved: Mapped[int]
    lapses_at: Mapped[datetime]
    input_tokens: Mapped[int] = mapped_column(Integer, server_default="0")
    cached_tokens: Mapped[int] = mapped_column(Integer, server_default="0")
    output_tokens: Mapped[int] = mapped_column(Integer, server_default="0")
    cost: Mapped[int] = mapped_column(server_default="0")
    milliseconds: Mapped[int] = mapped_column(Integer, server_default="0")


class LlmBudget(Model):
    """What one scope spent on one day (UTC), in micro-dollars: `all`, `role:<role>`, `user:<id>`.

    `most` is the limit that held at the last call.
    """

    __tablename__ = "llm_budgets"
    __table_args__ = (CheckConstraint("spent >= 0 AND reserved >= 0", name="spent"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(64), primary_key=True)
    most: Mapped[int]
    spent: Mapped[int] = mapped_column(server_default="0")
    reserved: Mapped[int] = mapped_column(server_default="0")

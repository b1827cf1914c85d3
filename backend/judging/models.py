from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.exercises.grading import Verdict
from backend.exercises.models import Exercise


class Bought(Model):
    """A model's verdict on an answer to an exercise, bought once for everybody who gives it.

    `answer` is the answer as its language compares it, `digest` that of it. `asked_by` is the job
    that asks for it now; `known_at` is set once there is a verdict, that the model abstains among
    them. `reasons` are by language; an empty one could not be had.
    """

    __tablename__ = "verdicts"
    __table_args__ = (UniqueConstraint("exercise_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id, ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int | None]
    asked_at: Mapped[datetime | None]
    known_at: Mapped[datetime | None]
    verdict: Mapped[Verdict | None]
    score: Mapped[int | None] = mapped_column(SmallInteger)
    finding: Mapped[dict[str, Any] | None]
    reasons: Mapped[dict[str, str]] = mapped_column(server_default="{}")
    model: Mapped[str | None] = mapped_column(String(128))
    prompt: Mapped[str | None] = mapped_column(String(64))


class Awaited(Model):
    """An answer that waits for its verdict, or has waited.

    `native` and `bot_id` are whom to tell and where; `message_id` is the message that says that it
    is checked, once the bot has told. The learner went on without it at `let_go_at`.
    """

    __tablename__ = "judgements"
    __table_args__ = (
        Index(
            "ix_judgements_waiting",
            "exercise_id",
            "digest",
            postgresql_where="settled_at IS NULL",
        ),
        Index("ix_judgements_settled", "settled_at", postgresql_where="settled_at IS NOT NULL"),
    )

    # No relation to the model of attempts: that room stands on this one.
    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id, ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    native: Mapped[str] = mapped_column(String(8))
    bot_id: Mapped[int]
    message_id: Mapped[int | None]
    asked_at: Mapped[datetime]
    let_go_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]

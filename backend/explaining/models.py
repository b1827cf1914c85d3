from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.attempts.models import Attempt
from backend.db import Model
from backend.exercises.grading import Defensible
from backend.exercises.models import Exercise
from backend.explaining.schemas import Stage


class Explanation(Model):
    """What a model says of one answer to one exercise: one row for everybody who gave it.

    `digest` is of the answer as answers are compared; `told` a `schemas.Told` in `native`, by the
    instruction of `prompt_version`; `asks` counts the jobs that were asked for it.
    """

    __tablename__ = "explanations"
    __table_args__ = (UniqueConstraint("exercise_id", "digest", "native", "prompt_version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id))
    digest: Mapped[str] = mapped_column(String(64))
    native: Mapped[str] = mapped_column(String(8))
    prompt_version: Mapped[int] = mapped_column(SmallInteger)
    attempt_id: Mapped[int | None] = mapped_column(
        ForeignKey(Attempt.id, ondelete="SET NULL"), index=True
    )
    state: Mapped[Stage]
    told: Mapped[dict[str, Any] | None]
    opinion: Mapped[Defensible | None]
    model: Mapped[str | None] = mapped_column(Text)
    asks: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime]
    known_at: Mapped[datetime | None]


class Asker(Model):
    """Somebody who waits for an explanation of their attempt, in one chat."""

    __tablename__ = "explanation_askers"

    explanation_id: Mapped[int] = mapped_column(
        ForeignKey(Explanation.id, ondelete="CASCADE"), primary_key=True
    )
    attempt_id: Mapped[int] = mapped_column(
        ForeignKey(Attempt.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    bot_id: Mapped[int]
    asked_at: Mapped[datetime]

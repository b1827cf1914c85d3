from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.appeals.schemas import AppealState
from backend.attempts.models import Attempt
from backend.db import Model
from backend.exercises.grading import Defensible
from backend.exercises.models import Exercise
from backend.users.models import User


class Appeal(Model):
    """ "This answer is right": one row an exercise and answer, however many people say so.

    `digest` is of the answer as answers are compared (`backend.kit.text.comparable`), `said` is how
    it was first written. `score` ranks what is pending (`backend.appeals.ranking`).
    """

    __tablename__ = "appeals"
    __table_args__ = (
        UniqueConstraint("exercise_id", "digest"),
        Index("ix_appeals_pending", "score", "id", postgresql_where="state = 'pending'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id))
    digest: Mapped[str] = mapped_column(String(64))
    said: Mapped[str] = mapped_column(Text)
    state: Mapped[AppealState] = mapped_column(default=AppealState.pending)
    people: Mapped[int] = mapped_column(default=0)
    closeness: Mapped[float]
    opinion: Mapped[Defensible | None]
    score: Mapped[float]
    opened_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(
        ForeignKey(User.id, ondelete="SET NULL"), index=True
    )


class Appellant(Model):
    """A person who has appealed, by the attempt in which they gave the answer, in one chat."""

    __tablename__ = "appellants"

    appeal_id: Mapped[int] = mapped_column(
        ForeignKey(Appeal.id, ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey(User.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    attempt_id: Mapped[int] = mapped_column(ForeignKey(Attempt.id, ondelete="CASCADE"), unique=True)
    bot_id: Mapped[int]
    appealed_at: Mapped[datetime]

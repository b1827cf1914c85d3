from datetime import datetime

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.exercises.models import Exercise
from backend.quality.schemas import FlagReason
from backend.users.models import User


class Flag(Model):
    """A report that something is wrong with an exercise: one a person and exercise."""

    __tablename__ = "flags"

    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id), primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey(User.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    reason: Mapped[FlagReason]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

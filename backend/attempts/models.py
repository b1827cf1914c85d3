from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.exercises.grading import Verdict
from backend.exercises.models import Exercise, Point
from backend.exercises.schemas import Because
from backend.judging.schemas import Judging
from backend.profiles.models import Profile


class Attempt(Model):
    """Opened when an exercise is shown, closed when it is answered: once each.

    `order` is the order in which this showing has its options; `because` and `point_id` say why it
    was shown, `number` its place in the set. `key` names the message of a typed answer. `reply` is
    what was replied, kept for some days so that the same press gets the same reply. `hints`
    were taken. While a model's verdict is awaited, `judging` says how.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        Index(
            "uq_attempts_open", "profile_id", unique=True, postgresql_where="answered_at IS NULL"
        ),
        Index(
            "uq_attempts_key", "profile_id", "key", unique=True, postgresql_where="key IS NOT NULL"
        ),
        Index("ix_attempts_seen", "profile_id", "exercise_id"),
        Index(
            "ix_attempts_wrong",
            "exercise_id",
            "id",
            postgresql_where="verdict IN ('wrong', 'unsure') AND (said ->> 'type') = 'typed'",
        ),
        Index("ix_attempts_replies", "answered_at", postgresql_where="reply IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey(Profile.id, ondelete="CASCADE"))
    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id))
    because: Mapped[Because]
    point_id: Mapped[int | None] = mapped_column(ForeignKey(Point.id, ondelete="SET NULL"))
    order: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    number: Mapped[int] = mapped_column(SmallInteger)
    shown_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    verdict: Mapped[Verdict | None]
    self_checked: Mapped[bool | None]
    said: Mapped[dict[str, Any] | None]
    key: Mapped[str | None] = mapped_column(String(128))
    reply: Mapped[str | None] = mapped_column(Text)
    hints: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    judging: Mapped[Judging | None]

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.exercises.assessment import MistakeType
from backend.exercises.models import Exercise, Point
from backend.generation.models import Order
from backend.patterns.schemas import Source
from backend.profiles.models import Profile
from backend.reviews.mistakes import MistakeState


class Pattern(Model):
    """A mistake that a profile makes in its own words: a type, and the skill or lemma it is about.

    `key` names both. `point_id` is that skill or lemma, where the course has it; `exercise_id` an
    exercise that was made for it, by the order `order_id`
    of the moment `ordered_at`. `wrong`, `right` and `because` are those of the last time.
    Practice was looked through until `followed_at` for days on which it was right.
    """

    __tablename__ = "mistake_patterns"
    __table_args__ = (
        UniqueConstraint("profile_id", "native", "key"),
        Index(
            "ix_mistake_patterns_followed",
            "followed_at",
            postgresql_where="state <> 'resolved'",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey(Profile.id, ondelete="CASCADE"))
    native: Mapped[str] = mapped_column(String(8))
    key: Mapped[str] = mapped_column(String(120))
    type: Mapped[MistakeType]
    point_id: Mapped[int | None] = mapped_column(
        ForeignKey(Point.id, ondelete="SET NULL"), index=True
    )
    exercise_id: Mapped[int | None] = mapped_column(
        ForeignKey(Exercise.id, ondelete="SET NULL"), index=True
    )
    order_id: Mapped[int | None] = mapped_column(
        ForeignKey(Order.id, ondelete="SET NULL"), index=True
    )
    ordered_at: Mapped[datetime | None]
    wrong: Mapped[str] = mapped_column(Text)
    right: Mapped[str] = mapped_column(Text)
    because: Mapped[dict[str, str]] = mapped_column(server_default="{}")
    state: Mapped[MistakeState]
    times: Mapped[int]
    right_days: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    right_day: Mapped[date | None]
    happened_at: Mapped[datetime]
    followed_at: Mapped[datetime]


class Occurrence(Model):
    """One time that a pattern was corrected: the latest of each pattern are kept.

    `source_id` is the attempt or the turn of a talk that it was made in.
    """

    __tablename__ = "mistake_occurrences"
    __table_args__ = (UniqueConstraint("pattern_id", "source", "source_id", "wrong"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pattern_id: Mapped[int] = mapped_column(ForeignKey(Pattern.id, ondelete="CASCADE"))
    source: Mapped[Source]
    source_id: Mapped[int]
    wrong: Mapped[str] = mapped_column(Text)
    right: Mapped[str] = mapped_column(Text)
    sentence: Mapped[str] = mapped_column(Text)
    happened_at: Mapped[datetime]

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.exercises.grading import Verdict
from backend.exercises.models import Exercise, Point
from backend.profiles.models import Profile
from backend.reviews.mistakes import MistakeState


class Memory(Model):
    """How well one profile remembers one point: an FSRS-6 state.

    `stability` in days, `difficulty` 1 to 10; `day` the last local day that drove the schedule;
    `exercise_id` the exercise that trained it last. What began by being looked at has `met_at`, and
    the `met_day` that its memory began with.
    """

    __tablename__ = "memories"
    __table_args__ = (Index("ix_memories_due", "profile_id", "due"),)

    profile_id: Mapped[int] = mapped_column(
        ForeignKey(Profile.id, ondelete="CASCADE"), primary_key=True
    )
    point_id: Mapped[int] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), primary_key=True
    )
    stability: Mapped[float]
    difficulty: Mapped[float]
    due: Mapped[datetime]
    reviewed_at: Mapped[datetime]
    day: Mapped[date]
    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id))
    met_at: Mapped[datetime | None]
    met_day: Mapped[date | None]


class Review(Model):
    """One rating of one point by one attempt. All are kept; `counted` ones drove the schedule."""

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("attempt_id", "point_id"),
        Index("ix_reviews_history", "profile_id", "point_id", "reviewed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey(Profile.id, ondelete="CASCADE"))
    point_id: Mapped[int] = mapped_column(ForeignKey(Point.id, ondelete="CASCADE"))
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"))
    rating: Mapped[int] = mapped_column(SmallInteger)
    counted: Mapped[bool]
    reviewed_at: Mapped[datetime]
    day: Mapped[date]


class Mistake(Model):
    """A point that a profile got wrong, until it has been right on enough days.

    It returns, in another exercise than `exercise_id`, once the profile has given `due_answer`
    answers.
    """

    __tablename__ = "mistakes"
    __table_args__ = (
        Index(
            "ix_mistakes_due", "profile_id", "due_answer", postgresql_where="state <> 'resolved'"
        ),
    )

    profile_id: Mapped[int] = mapped_column(
        ForeignKey(Profile.id, ondelete="CASCADE"), primary_key=True
    )
    point_id: Mapped[int] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), primary_key=True
    )
    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id))
    state: Mapped[MistakeState]
    times: Mapped[int]
    due_answer: Mapped[int]
    right_days: Mapped[int] = mapped_column(SmallInteger, default=0)
    right_day: Mapped[date | None]
    happened_at: Mapped[datetime]


class RaisedMistake(Model):
    """A mistake that was seen elsewhere than in an answer, as in a conversation. All are kept.

    `answered`: how many answers the profile had given by then.
    """

    __tablename__ = "raised_mistakes"

    profile_id: Mapped[int] = mapped_column(
        ForeignKey(Profile.id, ondelete="CASCADE"), primary_key=True
    )
    point_id: Mapped[int] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), primary_key=True
    )
    raised_at: Mapped[datetime] = mapped_column(primary_key=True)
    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id))
    answered: Mapped[int]


class Why(StrEnum):
    """Why the verdict on an answer was changed afterwards."""

    typo = "typo"  # the learner says that it was one
    appeal = "appeal"  # credit while their appeal is pending
    upheld = "upheld"
    rejected = "rejected"
    retired = "retired"  # the exercise was bad


class Amendment(Model):
    """A verdict that was changed: what it was `first`, and what it is now.

    A `verdict` of None says that the answer counts for nothing any more. `reviewed_at` and `day`
    are those of its reviews, where it had any.
    """

    __tablename__ = "amendments"

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True
    )
    exercise_id: Mapped[int] = mapped_column(ForeignKey(Exercise.id), index=True)
    first: Mapped[Verdict]
    verdict: Mapped[Verdict | None]
    why: Mapped[Why]
    amended_at: Mapped[datetime]
    reviewed_at: Mapped[datetime | None]
    day: Mapped[date | None]

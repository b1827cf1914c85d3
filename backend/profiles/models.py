from datetime import datetime

from sqlalchemy import ForeignKey, SmallInteger, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level
from backend.profiles.schemas import Opinion


class Profile(Model):
    """A learner in one target language: what they chose, and where they stand in their course.

    `place` is how far they have walked along the course, `again` the same for a further round;
    `answered` counts all answers, `last_exercise_id` is what the last one was given to (no foreign
    key: it is only compared); the counters of the set and the session are `lessons.pacing`'s.
    While `place` is behind `again`, what lies between is walked once more, seen or not. `opinion`
    was said last; `opinion_run` is how far that has come (`attempts.opinions.Step`). What is typed
    goes to the talk `conversation_id`, while there is one (no foreign key: features form no cycle).
    Nothing that is to be spoken is shown before `silent_until`.
    """

    __tablename__ = "profiles"
    __table_args__ = (UniqueConstraint("user_id", "target"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    native: Mapped[str] = mapped_column(String(8))
    target: Mapped[str] = mapped_column(String(8))
    level: Mapped[Level]
    daily_goal: Mapped[int]
    alphabet: Mapped[Alphabet]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    place: Mapped[int] = mapped_column(default=0)
    again: Mapped[int] = mapped_column(default=0)
    answered: Mapped[int] = mapped_column(default=0)
    last_exercise_id: Mapped[int | None]
    conversation_id: Mapped[int | None]
    set_answered: Mapped[int] = mapped_column(default=0)
    set_right: Mapped[int] = mapped_column(default=0)
    session_sets: Mapped[int] = mapped_column(default=0)
    streak_grew: Mapped[bool] = mapped_column(default=False)
    rest_until: Mapped[datetime | None]
    last_answered_at: Mapped[datetime | None]
    opinion: Mapped[Opinion | None]
    opinion_run: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    silent_until: Mapped[datetime | None]

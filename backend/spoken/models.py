from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.exercises.models import Exercise
from backend.spoken.schemas import Pace


class Spoken(Model):
    """A text as a voice has read it: `digest` is of all that makes the sound what it is.

    The storage has it under `name`: `size` bytes of OGG/Opus that last `seconds`; 0 bytes where
    the storage has lost it. What was said in a talk is kept `until` then; None: for good.
    """

    __tablename__ = "spoken"
    __table_args__ = (Index("ix_spoken_until", "until", postgresql_where="until IS NOT NULL"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    engine: Mapped[str] = mapped_column(String(32))
    voice: Mapped[str] = mapped_column(String(64))
    pace: Mapped[Pace]
    name: Mapped[str] = mapped_column(String(200))
    seconds: Mapped[float]
    size: Mapped[int]
    until: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SpokenFile(Model):
    """What Telegram calls a sound that one of our bots has sent: it is uploaded once."""

    __tablename__ = "spoken_files"

    digest: Mapped[str] = mapped_column(
        ForeignKey(Spoken.digest, ondelete="CASCADE"), primary_key=True
    )
    bot_id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[str] = mapped_column(String(256))


class ExerciseVoice(Model):
    """What an exercise has read aloud, at each pace."""

    __tablename__ = "exercise_voices"
    __table_args__ = (Index("ix_exercise_voices_digest", "digest"),)

    exercise_id: Mapped[int] = mapped_column(
        ForeignKey(Exercise.id, ondelete="CASCADE"), primary_key=True
    )
    pace: Mapped[Pace] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey(Spoken.digest))

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.profiles.models import Profile
from backend.recordings.schemas import Outcome, RecordingState


class Recording(Model):
    """A voice note, and what was heard in it.

    It answers `attempt_id`, or was said in the talk `conversation_id`, whose `reply` is kept as it
    was told (no foreign keys: what they name may be gone before it was heard). `asked_in` is the
    message that asked for it, `message_id` the one that tells what became of it. The storage has
    the sound itself under `name`, for some hours or until its owner has it deleted.
    """

    __tablename__ = "recordings"
    __table_args__ = (
        UniqueConstraint("profile_id", "key"),
        Index("ix_recordings_kept", "received_at", postgresql_where="name IS NOT NULL"),
        Index(
            "ix_recordings_scored",
            "profile_id",
            "id",
            postgresql_where="jsonb_typeof(score) = 'object'",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey(Profile.id, ondelete="CASCADE"))
    attempt_id: Mapped[int | None]
    conversation_id: Mapped[int | None]
    bot_id: Mapped[int]
    key: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[str] = mapped_column(String(256))
    unique_id: Mapped[str] = mapped_column(String(64))
    claimed_seconds: Mapped[int]
    claimed_size: Mapped[int | None]
    asked_in: Mapped[int | None]
    message_id: Mapped[int | None]
    state: Mapped[RecordingState]
    outcome: Mapped[Outcome | None]
    transcript: Mapped[str | None] = mapped_column(Text)
    words: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB)
    score: Mapped[dict[str, Any] | None]
    reply: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(String(64))
    received_at: Mapped[datetime]
    heard_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.tutor.schemas import MAX_FACT, Phase, Trouble, TurnState


class Conversation(Model):
    """A talk of a profile with its tutor: in the role-play `scenario`, or about anything.

    `guided` where the dialogue of the catalogue plays it, which stands at `state`. Turns up to the
    number `summed_up` live on in `summary`, those up to `remembered` were looked through for facts.
    `card` is what the talk ended with. Whether it goes on at this moment is told by
    `profiles.conversation_id`.
    """

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_profile_id", "profile_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"))
    bot_id: Mapped[int]
    scenario: Mapped[str | None] = mapped_column(String(64))
    guided: Mapped[bool]
    state: Mapped[dict[str, Any] | None]
    phase: Mapped[Phase] = mapped_column(default=Phase.open)
    goal_reached: Mapped[bool] = mapped_column(default=False, server_default="false")
    summary: Mapped[str | None] = mapped_column(Text)
    summed_up: Mapped[int] = mapped_column(default=0, server_default="0")
    remembered: Mapped[int] = mapped_column(default=0, server_default="0")
    card: Mapped[dict[str, Any] | None]
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
    ended_at: Mapped[datetime | None]


class Turn(Model):
    """What the learner said, and what the tutor replied; number 0 is the tutor's opening.

    `message_id` is the message that the reply is written into. `meaning` is the reply by language,
    shown once `translated`. `hints` are replies that could follow; `trouble` is why no model
    replied. `spoken`: the learner said it by voice.
    """

    __tablename__ = "conversation_turns"
    __table_args__ = (
        UniqueConstraint("conversation_id", "key"),
        UniqueConstraint("conversation_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey(Conversation.id, ondelete="CASCADE"))
    number: Mapped[int]
    key: Mapped[str] = mapped_column(String(64))
    said: Mapped[str] = mapped_column(Text)
    reply: Mapped[str | None] = mapped_column(Text)
    state: Mapped[TurnState]
    trouble: Mapped[Trouble | None]
    guided: Mapped[bool]
    stopped: Mapped[bool] = mapped_column(default=False, server_default="false")
    translated: Mapped[bool] = mapped_column(default=False, server_default="false")
    spoken: Mapped[bool] = mapped_column(default=False, server_default="false")
    message_id: Mapped[int | None]
    meaning: Mapped[dict[str, Any] | None]
    mistakes: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB)
    chips: Mapped[list[str] | None] = mapped_column(JSONB)
    hints: Mapped[list[dict[str, str]] | None] = mapped_column(JSONB)
    said_at: Mapped[datetime] = mapped_column(server_default=func.now())
    replied_at: Mapped[datetime | None]


class Fact(Model):
    """Something that a person told of themselves, until they erase it. Data, never an order."""

    __tablename__ = "learner_facts"
    __table_args__ = (UniqueConstraint("user_id", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(MAX_FACT))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.db import Model
from backend.profiles.models import Profile
from backend.users.schemas import Plan, RoleName


class User(Model):
    """A person. The `…_today` counters are of the local day `day`.

    `freezes` are left to bridge missed days; the last one was earned on `freeze_day`, bridged
    `frozen_day`, and was told of on `told_day`.
    """

    __tablename__ = "users"
    __table_args__ = (Index("ix_users_streak_day", "streak_day", postgresql_where="streak > 0"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(128))
    locale: Mapped[str] = mapped_column(String(8))
    timezone: Mapped[str] = mapped_column(String(64))
    plan: Mapped[Plan] = mapped_column(default=Plan.free)
    day: Mapped[date | None]
    answered_today: Mapped[int] = mapped_column(default=0)
    right_today: Mapped[int] = mapped_column(default=0)
    sets_today: Mapped[int] = mapped_column(default=0)
    streak: Mapped[int] = mapped_column(default=0)
    best_streak: Mapped[int] = mapped_column(default=0)
    streak_day: Mapped[date | None]
    freezes: Mapped[int] = mapped_column(SmallInteger, default=3, server_default="3")
    freeze_day: Mapped[date | None]
    frozen_day: Mapped[date | None]
    told_day: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    identities: Mapped[list["Identity"]] = relationship(back_populates="user", lazy="raise")
    roles: Mapped[list["UserRole"]] = relationship(lazy="raise")
    profiles: Mapped[list[Profile]] = relationship(lazy="raise", order_by=Profile.id)
    chats: Mapped[list["Chat"]] = relationship(lazy="raise")


class Identity(Model):
    """How a person shows who they are: one row a provider (Telegram now)."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("provider", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    provider: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(128))

    user: Mapped[User] = relationship(back_populates="identities", lazy="raise")


class UserRole(Model):
    __tablename__ = "user_roles"

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), primary_key=True)
    role: Mapped[RoleName] = mapped_column(primary_key=True)


class Chat(Model):
    """A person's private chat with one of our bots, and the profile they practise there.

    `language` binds the chat to one target language, where its bot is bound to one.
    """

    __tablename__ = "chats"
    __table_args__ = (UniqueConstraint("user_id", "bot_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    bot_id: Mapped[int]
    chat_id: Mapped[int]
    language: Mapped[str | None] = mapped_column(String(8))
    profile_id: Mapped[int | None] = mapped_column(
        ForeignKey(Profile.id, ondelete="SET NULL"), index=True
    )
    blocked_at: Mapped[datetime | None]

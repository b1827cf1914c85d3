"""hints, opinions, flags, freezes, links and texts"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "5d2e7b90c4f1"
down_revision: str | None = "8b1f0c9d4e27"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NOW = sa.text("now()")


def _word(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column(
        "attempts", sa.Column("hints", sa.SmallInteger(), server_default="0", nullable=False)
    )
    op.add_column(
        "courses",
        sa.Column(
            "alphabets", postgresql.ARRAY(sa.String(16)), server_default="{}", nullable=False
        ),
    )
    levels = _word("A1", "A2", "B1", "B2", "C1", "C2", name="level")
    op.add_column("points", sa.Column("level", levels, nullable=True))
    op.add_column("points", sa.Column("place", sa.BigInteger(), nullable=True))
    op.add_column("points", sa.Column("note", postgresql.JSONB(), nullable=True))
    op.add_column(
        "profiles",
        sa.Column("opinion", _word("easy", "hard", name="opinion"), nullable=True),
    )
    op.add_column(
        "profiles", sa.Column("opinion_run", sa.SmallInteger(), server_default="0", nullable=False)
    )
    op.add_column(
        "users", sa.Column("freezes", sa.SmallInteger(), server_default="3", nullable=False)
    )
    op.add_column("users", sa.Column("freeze_day", sa.Date(), nullable=True))
    op.add_column("users", sa.Column("frozen_day", sa.Date(), nullable=True))
    op.add_column("users", sa.Column("told_day", sa.Date(), nullable=True))
    op.create_index(
        "ix_users_streak_day",
        "users",
        ["streak_day"],
        postgresql_where=sa.text("streak > 0"),
    )
    _flags()
    _links()
    _texts(levels)


def _flags() -> None:
    op.create_table(
        "flags",
        sa.Column("exercise_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "reason",
            _word("wrong_key", "two_keys", "language", "other", name="flagreason"),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["exercises.id"], name=op.f("fk_flags_exercise_id_exercises")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_flags_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("exercise_id", "user_id", name=op.f("pk_flags")),
    )
    op.create_index(op.f("ix_flags_user_id"), "flags", ["user_id"])


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=8), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_links_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_user_id"), "links", ["user_id"])


def _texts(levels: sa.Enum) -> None:
    op.create_table(
        "texts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("level", levels, nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column("sentences", postgresql.JSONB(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
        sa.UniqueConstraint("key", name=op.f("uq_texts_key")),
    )
    op.create_index("ix_texts_course", "texts", ["language", "place"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in ("texts", "links", "flags"):
        op.drop_table(table)
    op.drop_index("ix_users_streak_day", table_name="users")
    for table, columns in {
        "users": ("told_day", "frozen_day", "freeze_day", "freezes"),
        "profiles": ("opinion_run", "opinion"),
        "points": ("note", "place", "level"),
        "courses": ("alphabets",),
        "attempts": ("hints",),
    }.items():
        for column in columns:
            op.drop_column(table, column)

"""recordings"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "a1c0de00000a"
down_revision: str | None = "a1c0de00009a"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STATE = sa.Enum(
    "waiting", "heard", "refused", "failed", name="recordingstate", native_enum=False, length=32
)
OUTCOME = sa.Enum(
    "judged",
    "said",
    "silence",
    "noise",
    "too_short",
    "too_long",
    "too_big",
    "other_language",
    "other_sentence",
    "unclear",
    "unreadable",
    "not_yours",
    "late",
    "busy",
    "away",
    name="outcome",
    native_enum=False,
    length=32,
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("profiles", sa.Column("silent_until", sa.DateTime(timezone=True)))
    op.create_table(
        "recordings",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("profile_id", sa.BigInteger(), nullable=False),
        sa.Column("attempt_id", sa.BigInteger()),
        sa.Column("conversation_id", sa.BigInteger()),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("file_id", sa.String(256), nullable=False),
        sa.Column("unique_id", sa.String(64), nullable=False),
        sa.Column("claimed_seconds", sa.BigInteger(), nullable=False),
        sa.Column("claimed_size", sa.BigInteger()),
        sa.Column("asked_in", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("state", STATE, nullable=False),
        sa.Column("outcome", OUTCOME),
        sa.Column("transcript", sa.Text()),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text())),
        sa.Column("score", postgresql.JSONB(astext_type=sa.Text())),
        sa.Column("reply", sa.Text()),
        sa.Column("name", sa.String(64)),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True)),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profiles.id"],
            name=op.f("fk_recordings_profile_id_profiles"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recordings")),
        sa.UniqueConstraint("profile_id", "key", name=op.f("uq_recordings_profile_id_key")),
    )
    op.create_index(
        "ix_recordings_kept",
        "recordings",
        ["received_at"],
        postgresql_where=sa.text("name IS NOT NULL"),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("recordings")
    op.drop_column("profiles", "silent_until")

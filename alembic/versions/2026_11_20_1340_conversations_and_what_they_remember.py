"""conversations and what they remember"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "a1c0de000005"
down_revision: str | None = "a1c0de000004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NOW = sa.text("now()")
NO = sa.text("false")


def _word(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("profiles", sa.Column("conversation_id", sa.BigInteger(), nullable=True))
    _conversations()
    _turns()
    _facts()


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("profile_id", sa.BigInteger(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("scenario", sa.String(length=64), nullable=True),
        sa.Column("guided", sa.Boolean(), nullable=False),
        sa.Column("state", postgresql.JSONB(), nullable=True),
        sa.Column("phase", _word("open", "task", "ended", name="phase"), nullable=False),
        sa.Column("goal_reached", sa.Boolean(), server_default=NO, nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("summed_up", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("remembered", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("card", postgresql.JSONB(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profiles.id"],
            name=op.f("fk_conversations_profile_id_profiles"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
    )
    op.create_index("ix_conversations_profile_id", "conversations", ["profile_id", "id"])


def _turns() -> None:
    op.create_table(
        "conversation_turns",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column(
            "state",
            _word("waiting", "written", "told", "failed", name="turnstate"),
            nullable=False,
        ),
        sa.Column("trouble", _word("away", "budget", name="trouble"), nullable=True),
        sa.Column("guided", sa.Boolean(), nullable=False),
        sa.Column("stopped", sa.Boolean(), server_default=NO, nullable=False),
        sa.Column("translated", sa.Boolean(), server_default=NO, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("meaning", postgresql.JSONB(), nullable=True),
        sa.Column("mistakes", postgresql.JSONB(), nullable=True),
        sa.Column("chips", postgresql.JSONB(), nullable=True),
        sa.Column("hints", postgresql.JSONB(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_conversation_turns_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_turns")),
        sa.UniqueConstraint(
            "conversation_id", "key", name=op.f("uq_conversation_turns_conversation_id_key")
        ),
        sa.UniqueConstraint(
            "conversation_id", "number", name=op.f("uq_conversation_turns_conversation_id_number")
        ),
    )


def _facts() -> None:
    op.create_table(
        "learner_facts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_learner_facts_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner_facts")),
        sa.UniqueConstraint("user_id", "text", name=op.f("uq_learner_facts_user_id_text")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in ("learner_facts", "conversation_turns", "conversations"):
        op.drop_table(table)
    op.drop_column("profiles", "conversation_id")

"""calls of models and budgets"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a1c0de000001"
down_revision: str | None = "5d2e7b90c4f1"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROLES = ("generate", "judge", "critique", "explain", "converse", "report")
OUTCOMES = (
    "open",
    "answered",
    "unusable",
    "truncated",
    "refused",
    "rejected",
    "limited",
    "denied",
    "failed",
    "timeout",
    "unreachable",
    "stopped",
    "lost",
)


def _word(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32)


def _count(name: str, kind: sa.types.TypeEngine[int]) -> sa.Column[int]:
    return sa.Column(name, kind, server_default="0", nullable=False)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "llm_calls",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("role", _word(*ROLES, name="role"), nullable=False),
        sa.Column("prompt", sa.String(64), nullable=False),
        sa.Column("prompt_version", sa.SmallInteger(), nullable=False),
        sa.Column("model", sa.String(128), nullable=False),
        sa.Column("answered_by", sa.String(128), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "outcome", _word(*OUTCOMES, name="outcome"), server_default="open", nullable=False
        ),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=False),
        _count("input_tokens", sa.Integer()),
        _count("cached_tokens", sa.Integer()),
        _count("output_tokens", sa.Integer()),
        _count("cost", sa.BigInteger()),
        _count("milliseconds", sa.Integer()),
        sa.CheckConstraint("reserved >= 0 AND cost >= 0", name=op.f("ck_llm_calls_cost")),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_llm_calls_user_id_users"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_llm_calls")),
    )
    op.create_index("ix_llm_calls_at", "llm_calls", ["at"])
    for column, where in {"open": "outcome = 'open'", "user_id": "user_id IS NOT NULL"}.items():
        op.create_index(
            f"ix_llm_calls_{column}",
            "llm_calls",
            ["lapses_at" if column == "open" else column],
            postgresql_where=sa.text(where),
        )
    op.create_table(
        "llm_budgets",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("scope", sa.String(64), nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=False),
        _count("spent", sa.BigInteger()),
        _count("reserved", sa.BigInteger()),
        sa.CheckConstraint("spent >= 0 AND reserved >= 0", name=op.f("ck_llm_budgets_spent")),
        sa.PrimaryKeyConstraint("day", "scope", name=op.f("pk_llm_budgets")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("llm_budgets")
    op.drop_table("llm_calls")

"""patterns of mistakes"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "a1c0de000006"
down_revision: str | None = "a1c0de000005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)
PATTERNS, OCCURRENCES = "mistake_patterns", "mistake_occurrences"
TYPES = ("grammar", "word", "spelling", "order", "style", "other")
STATES = ("new", "recurring", "improving", "resolved", "relapsed")


def _word(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32)


def _to(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _patterns()
    _occurrences()


def _patterns() -> None:
    op.create_table(
        PATTERNS,
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("profile_id", sa.BigInteger(), nullable=False),
        sa.Column("native", sa.String(8), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("type", _word(*TYPES, name="mistaketype"), nullable=False),
        sa.Column("point_id", sa.BigInteger(), nullable=True),
        sa.Column("exercise_id", sa.BigInteger(), nullable=True),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("ordered_at", MOMENT, nullable=True),
        sa.Column("wrong", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("because", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("state", _word(*STATES, name="mistakestate"), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("right_days", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("right_day", sa.Date(), nullable=True),
        sa.Column("happened_at", MOMENT, nullable=False),
        sa.Column("followed_at", MOMENT, nullable=False),
        _to(PATTERNS, "profile_id", "profiles", "CASCADE"),
        _to(PATTERNS, "point_id", "points", "SET NULL"),
        _to(PATTERNS, "exercise_id", "exercises", "SET NULL"),
        _to(PATTERNS, "order_id", "orders", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mistake_patterns")),
        sa.UniqueConstraint(
            "profile_id", "native", "key", name=op.f("uq_mistake_patterns_profile_id_native_key")
        ),
    )
    for column in ("point_id", "exercise_id", "order_id"):
        op.create_index(op.f(f"ix_{PATTERNS}_{column}"), PATTERNS, [column])
    op.create_index(
        "ix_mistake_patterns_followed",
        PATTERNS,
        ["followed_at"],
        postgresql_where=sa.text("state <> 'resolved'"),
    )


def _occurrences() -> None:
    key = ("pattern_id", "source", "source_id", "wrong")
    op.create_table(
        OCCURRENCES,
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("pattern_id", sa.BigInteger(), nullable=False),
        sa.Column("source", _word("text", "talk", name="source"), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("wrong", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("happened_at", MOMENT, nullable=False),
        _to(OCCURRENCES, "pattern_id", PATTERNS, "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mistake_occurrences")),
        sa.UniqueConstraint(
            *key, name=op.f("uq_mistake_occurrences_pattern_id_source_source_id_wrong")
        ),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in (OCCURRENCES, PATTERNS):
        op.drop_table(table)

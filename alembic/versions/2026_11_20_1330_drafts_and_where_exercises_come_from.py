"""drafts and where exercises come from"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "a1c0de000004"
down_revision: str | None = "a1c0de000003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NOW = sa.text("now()")


def _word(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32)


def _levels() -> sa.Enum:
    return _word("A1", "A2", "B1", "B2", "C1", "C2", name="level")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("exercises", sa.Column("provenance", postgresql.JSONB(), nullable=True))
    _fingerprints()
    _refills()
    _orders()
    _drafts()


def _fingerprints() -> None:
    op.create_table(
        "fingerprints",
        sa.Column("exercise_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("marks", postgresql.ARRAY(sa.String(80)), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["exercises.id"],
            name=op.f("fk_fingerprints_exercise_id_exercises"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("exercise_id", name=op.f("pk_fingerprints")),
    )
    op.create_index("ix_fingerprints_marks", "fingerprints", ["marks"], postgresql_using="gin")


def _refills() -> None:
    op.create_table(
        "refills",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            _word("running", "done", "stopped", "lapsed", name="refillstate"),
            nullable=False,
        ),
        sa.Column("drafts", sa.BigInteger(), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("stopped_by", sa.Text(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refills")),
    )
    op.create_index(
        "uq_refills_running",
        "refills",
        ["state"],
        unique=True,
        postgresql_where=sa.text("state = 'running'"),
    )


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("refill_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "state",
            _word("open", "written", "done", "refused", "failed", "skipped", name="orderstate"),
            nullable=False,
        ),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("level", _levels(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("skill", sa.String(64), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("persona", sa.String(64), nullable=False),
        sa.Column("tone", sa.String(64), nullable=False),
        sa.Column("wanted", sa.SmallInteger(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(
            ["refill_id"],
            ["refills.id"],
            name=op.f("fk_orders_refill_id_refills"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
    )
    op.create_index(op.f("ix_orders_refill_id"), "orders", ["refill_id"])
    op.create_index(
        "ix_orders_refused", "orders", ["digest"], postgresql_where=sa.text("state = 'refused'")
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("exercise_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "state", _word("waiting", "published", "rejected", name="draftstate"), nullable=False
        ),
        sa.Column("written", postgresql.JSONB(), nullable=False),
        sa.Column("passed", postgresql.ARRAY(sa.String(32)), nullable=False),
        sa.Column("stopped_by", sa.String(32), nullable=True),
        sa.Column("reasons", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("prompt", sa.String(64), nullable=False),
        sa.Column("model", sa.String(128), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name=op.f("fk_drafts_order_id_orders"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["exercises.id"],
            name=op.f("fk_drafts_exercise_id_exercises"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_order_id"), "drafts", ["order_id"])
    op.create_index(op.f("ix_drafts_exercise_id"), "drafts", ["exercise_id"])


def downgrade() -> None:
    op.drop_table("drafts")
    op.drop_table("orders")
    op.drop_table("refills")
    op.drop_table("fingerprints")
    op.drop_column("exercises", "provenance")

"""old judgements are found by when they were settled

What waited for a verdict days ago is forgotten in batches, the oldest first.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "a1c0de000009"
down_revision: str | None = "a1c0de000008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_index(
        "ix_judgements_settled",
        "judgements",
        ["settled_at"],
        postgresql_where="settled_at IS NOT NULL",
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_judgements_settled", table_name="judgements")

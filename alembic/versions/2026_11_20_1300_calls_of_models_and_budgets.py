"""calls of models and budgets"""

from collections.abc import Sequence

from alembic import op

revision: str = "a1c0de000001"
down_revision: str | None = "5d2e7b90c4f1"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")


def downgrade() -> None:
    pass

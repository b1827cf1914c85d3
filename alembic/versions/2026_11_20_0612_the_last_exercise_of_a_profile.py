"""the last exercise of a profile"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "3c1d8e52a7f0"
down_revision: str | None = "f4640b606368"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("profiles", sa.Column("last_exercise_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_column("profiles", "last_exercise_id")

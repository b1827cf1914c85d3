"""what was said in talks is forgotten"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a1c0de00000c"
down_revision: str | None = "a1c0de00000b"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("spoken", sa.Column("until", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_spoken_until", "spoken", ["until"], postgresql_where=sa.text("until IS NOT NULL")
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_spoken_until", table_name="spoken")
    op.drop_column("spoken", "until")

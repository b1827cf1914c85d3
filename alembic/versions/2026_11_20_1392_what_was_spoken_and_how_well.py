"""what was spoken, and how well"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a1c0de00000b"
down_revision: str | None = "a1c0de00000a"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column(
        "conversation_turns",
        sa.Column("spoken", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.create_index(
        "ix_recordings_scored",
        "recordings",
        ["profile_id", "id"],
        postgresql_where=sa.text("jsonb_typeof(score) = 'object'"),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_recordings_scored", table_name="recordings")
    op.drop_column("conversation_turns", "spoken")

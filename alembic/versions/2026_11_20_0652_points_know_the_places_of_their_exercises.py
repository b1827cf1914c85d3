"""points know the places of their exercises"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "8b1f0c9d4e27"
down_revision: str | None = "3c1d8e52a7f0"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("exercise_points", sa.Column("place", sa.BigInteger(), nullable=True))
    op.execute(
        "UPDATE exercise_points SET place = exercises.place FROM exercises"
        " WHERE exercises.id = exercise_points.exercise_id"
    )
    op.alter_column("exercise_points", "place", nullable=False)
    op.create_index("ix_exercise_points_course", "exercise_points", ["point_id", "place"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_exercise_points_course", table_name="exercise_points")
    op.drop_column("exercise_points", "place")

"""a press locks nothing that is shared

What enforces a foreign key locks the row that is pointed at: with each answer the exercise and its
points, which all learners share. They are never deleted, only retired, and here they cannot be, so
that nothing need be locked to know that they are still there. It saves a tenth of an answer.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "a1c0de000008"
down_revision: str | None = "a1c0de000007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COURSE = ("exercises", "points")
POINTING = {
    "attempts": ("exercise_id", "point_id"),
    "memories": ("exercise_id", "point_id"),
    "mistakes": ("exercise_id", "point_id"),
    "reviews": ("point_id",),
}

GUARD = """
CREATE FUNCTION course_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what a course has is retired, not deleted';
END $$
"""


def _alter(how: str) -> None:
    for table, columns in POINTING.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ALTER CONSTRAINT fk_{table}_{column} {how}")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(GUARD)
    for table in COURSE:
        op.execute(
            f"CREATE TRIGGER course_stays BEFORE DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION course_stays()"
        )
    _alter("NOT ENFORCED")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _alter("ENFORCED")
    for table in COURSE:
        op.execute(f"DROP TRIGGER course_stays ON {table}")
    op.execute("DROP FUNCTION course_stays()")

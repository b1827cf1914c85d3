"""inspections and the audit log"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "a1c0de000007"
down_revision: str | None = "a1c0de000006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NOW = sa.text("now()")
MOMENT = sa.DateTime(timezone=True)
TABLES = ("audit_log", "inspections", "monitor_marks", "exposures", "abilities", "item_records")

# What was written stays as it was written, but for the name of a person who is erased.
GUARD = """
CREATE FUNCTION audit_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.user_id IS NULL
     AND (NEW.id, NEW.at, NEW.actor, NEW.action, NEW.subject)
       = (OLD.id, OLD.at, OLD.actor, OLD.action, OLD.subject)
     AND (NEW.before, NEW.after) IS NOT DISTINCT FROM (OLD.before, OLD.after) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the audit log is only added to';
END $$
"""


def _word(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32)


def _id(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def _sum(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Float(), server_default="0", nullable=False)


def _to(table: str, column: str, other: str, **how: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), **how
    )


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column(
        "flags", sa.Column("counted", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_index(
        "ix_flags_uncounted", "flags", ["created_at"], postgresql_where=sa.text("NOT counted")
    )
    _item_records()
    _abilities()
    _exposures()
    _marks()
    _inspections()
    _audit_log()


def _item_records() -> None:
    table = "item_records"
    op.create_table(
        table,
        _id("exercise_id"),
        sa.Column("since", MOMENT, nullable=True),
        sa.Column("reviews", sa.SmallInteger(), server_default="0", nullable=False),
        *(_count(name) for name in ("exposures", "right", "given_up", "flags")),
        *(_sum(name) for name in ("ability_total", "ability_squares", "ability_of_right")),
        sa.Column("wrong", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("weights", postgresql.ARRAY(sa.Float()), server_default="{}", nullable=False),
        _to(table, "exercise_id", "exercises"),
        sa.PrimaryKeyConstraint("exercise_id", name=op.f("pk_item_records")),
    )


def _abilities() -> None:
    table = "abilities"
    op.create_table(
        table,
        _id("profile_id"),
        _sum("ability"),
        _count("answers"),
        _to(table, "profile_id", "profiles", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("profile_id", name=op.f("pk_abilities")),
    )


def _exposures() -> None:
    table = "exposures"
    op.create_table(
        table,
        _id("exercise_id"),
        _id("attempt_id"),
        _to(table, "exercise_id", "exercises"),
        sa.PrimaryKeyConstraint("exercise_id", "attempt_id", name=op.f("pk_exposures")),
    )


def _marks() -> None:
    op.create_table(
        "monitor_marks",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _id("attempt_id"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_monitor_marks")),
    )


def _inspections() -> None:
    table = "inspections"
    causes = ("broken", "reports", "too_hard", "too_easy", "against_ability", "appeal", "asked")
    op.create_table(
        table,
        _id("id"),
        _id("exercise_id"),
        sa.Column("cause", _word(*causes, name="cause"), nullable=False),
        sa.Column("evidence", postgresql.JSONB(), nullable=False),
        sa.Column("state", _word("open", "human", "closed", name="stage"), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opinion", postgresql.JSONB(), nullable=True),
        sa.Column(
            "outcome",
            _word("published", "retired", "fixed", name="outcome"),
            nullable=True,
        ),
        sa.Column("decided_at", MOMENT, nullable=True),
        _id("decided_by", nullable=True),
        _id("successor_id", nullable=True),
        _id("held_by", nullable=True),
        sa.Column("held_until", MOMENT, nullable=True),
        sa.Column("skipped_at", MOMENT, nullable=True),
        _to(table, "exercise_id", "exercises"),
        _to(table, "successor_id", "exercises"),
        _to(table, "decided_by", "users", ondelete="SET NULL"),
        _to(table, "held_by", "users", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspections")),
    )
    op.create_index("ix_inspections_exercise_id", table, ["exercise_id"])
    op.create_index("ix_inspections_successor_id", table, ["successor_id"])
    op.create_index("ix_inspections_decided", table, ["decided_by", "decided_at"])
    op.create_index("ix_inspections_held_by", table, ["held_by"])
    undecided = sa.text("state <> 'closed'")
    op.create_index("ix_inspections_queue", table, ["opened_at"], postgresql_where=undecided)
    op.create_index(
        "uq_inspections_open", table, ["exercise_id"], unique=True, postgresql_where=undecided
    )


def _audit_log() -> None:
    table = "audit_log"
    op.create_table(
        table,
        _id("id"),
        sa.Column("at", MOMENT, nullable=False),
        _id("user_id", nullable=True),
        sa.Column("actor", sa.String(32), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=True),
        sa.Column("after", postgresql.JSONB(), nullable=True),
        _to(table, "user_id", "users", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    op.create_index(op.f("ix_audit_log_user_id"), table, ["user_id"])
    op.create_index("ix_audit_log_subject", table, ["subject", "id"])
    op.execute(GUARD)
    op.execute(
        "CREATE TRIGGER audit_log_stays BEFORE UPDATE OR DELETE ON audit_log"
        " FOR EACH ROW EXECUTE FUNCTION audit_log_stays()"
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.drop_table(table)
    op.execute("DROP FUNCTION audit_log_stays()")
    op.drop_index("ix_flags_uncounted", table_name="flags")
    op.drop_column("flags", "counted")

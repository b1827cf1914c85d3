"""appeals and explanations"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "a1c0de000003"
down_revision: str | None = "a1c0de000002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NOW = sa.text("now()")
MOMENT = sa.DateTime(timezone=True)
WRONG = "verdict IN ('wrong', 'unsure') AND (said ->> 'type') = 'typed'"
TABLES = (
    "explanation_askers",
    "explanations",
    "appellants",
    "appeals",
    "accepted_answers",
    "amendments",
    "raised_mistakes",
)


def _word(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32)


def _verdict() -> sa.Enum:
    return _word("correct", "almost", "wrong", "unsure", name="verdict")


def _opinion() -> sa.Enum:
    return _word("yes", "no", "unsure", name="defensible")


def _to(table: str, column: str, other: str, **how: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), **how
    )


def _id(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("memories", sa.Column("met_at", MOMENT, nullable=True))
    op.add_column("memories", sa.Column("met_day", sa.Date(), nullable=True))
    op.create_index(
        "ix_attempts_wrong", "attempts", ["exercise_id", "id"], postgresql_where=sa.text(WRONG)
    )
    _raised_mistakes()
    _amendments()
    _accepted_answers()
    _appeals()
    _appellants()
    _explanations()
    _askers()


def _raised_mistakes() -> None:
    table = "raised_mistakes"
    op.create_table(
        table,
        _id("profile_id"),
        _id("point_id"),
        sa.Column("raised_at", MOMENT, nullable=False),
        _id("exercise_id"),
        _id("answered"),
        _to(table, "profile_id", "profiles", ondelete="CASCADE"),
        _to(table, "point_id", "points", ondelete="CASCADE"),
        _to(table, "exercise_id", "exercises"),
        sa.PrimaryKeyConstraint(
            "profile_id", "point_id", "raised_at", name=op.f("pk_raised_mistakes")
        ),
    )


def _amendments() -> None:
    table = "amendments"
    why = _word("typo", "appeal", "upheld", "rejected", "retired", name="why")
    op.create_table(
        table,
        _id("attempt_id"),
        _id("exercise_id"),
        sa.Column("first", _verdict(), nullable=False),
        sa.Column("verdict", _verdict(), nullable=True),
        sa.Column("why", why, nullable=False),
        sa.Column("amended_at", MOMENT, nullable=False),
        sa.Column("reviewed_at", MOMENT, nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        _to(table, "attempt_id", "attempts", ondelete="CASCADE"),
        _to(table, "exercise_id", "exercises"),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_amendments")),
    )
    op.create_index(op.f("ix_amendments_exercise_id"), table, ["exercise_id"])


def _accepted_answers() -> None:
    op.create_table(
        "accepted_answers",
        sa.Column("exercise_key", sa.String(64), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("asked", sa.String(64), nullable=False),
        sa.Column("added_at", MOMENT, server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("exercise_key", "text", name=op.f("pk_accepted_answers")),
    )


def _appeals() -> None:
    table = "appeals"
    op.create_table(
        table,
        _id("id"),
        _id("exercise_id"),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column(
            "state", _word("pending", "upheld", "rejected", name="appealstate"), nullable=False
        ),
        _id("people"),
        sa.Column("closeness", sa.Float(), nullable=False),
        sa.Column("opinion", _opinion(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        _id("decided_by", nullable=True),
        _to(table, "exercise_id", "exercises"),
        _to(table, "decided_by", "users", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("exercise_id", "digest", name=op.f("uq_appeals_exercise_id_digest")),
    )
    op.create_index(op.f("ix_appeals_decided_by"), table, ["decided_by"])
    op.create_index(
        "ix_appeals_pending",
        table,
        ["score", "id"],
        postgresql_where=sa.text("state = 'pending'"),
    )


def _appellants() -> None:
    table = "appellants"
    op.create_table(
        table,
        _id("appeal_id"),
        _id("user_id"),
        _id("attempt_id"),
        _id("bot_id"),
        sa.Column("appealed_at", MOMENT, nullable=False),
        _to(table, "appeal_id", "appeals", ondelete="CASCADE"),
        _to(table, "user_id", "users", ondelete="CASCADE"),
        _to(table, "attempt_id", "attempts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("appeal_id", "user_id", name=op.f("pk_appellants")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_appellants_attempt_id")),
    )
    op.create_index(op.f("ix_appellants_user_id"), table, ["user_id"])


def _explanations() -> None:
    table = "explanations"
    key = ("exercise_id", "digest", "native", "prompt_version")
    op.create_table(
        table,
        _id("id"),
        _id("exercise_id"),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("native", sa.String(8), nullable=False),
        sa.Column("prompt_version", sa.SmallInteger(), nullable=False),
        _id("attempt_id", nullable=True),
        sa.Column("state", _word("asked", "known", "failed", name="stage"), nullable=False),
        sa.Column("told", postgresql.JSONB(), nullable=True),
        sa.Column("opinion", _opinion(), nullable=True),
        sa.Column("model", sa.Text(), nullable=True),
        _id("asks"),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("known_at", MOMENT, nullable=True),
        _to(table, "exercise_id", "exercises"),
        _to(table, "attempt_id", "attempts", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanations")),
        sa.UniqueConstraint(
            *key, name=op.f("uq_explanations_exercise_id_digest_native_prompt_version")
        ),
    )
    op.create_index(op.f("ix_explanations_attempt_id"), table, ["attempt_id"])


def _askers() -> None:
    table = "explanation_askers"
    op.create_table(
        table,
        _id("explanation_id"),
        _id("attempt_id"),
        _id("bot_id"),
        sa.Column("asked_at", MOMENT, nullable=False),
        _to(table, "explanation_id", "explanations", ondelete="CASCADE"),
        _to(table, "attempt_id", "attempts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("explanation_id", "attempt_id", name=op.f("pk_explanation_askers")),
    )
    op.create_index(op.f("ix_explanation_askers_attempt_id"), table, ["attempt_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.drop_table(table)
    op.drop_index("ix_attempts_wrong", table_name="attempts")
    op.drop_column("memories", "met_day")
    op.drop_column("memories", "met_at")

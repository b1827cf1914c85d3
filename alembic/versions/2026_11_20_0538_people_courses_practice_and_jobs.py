"""people, courses, practice and jobs"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "f4640b606368"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "courses",
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("flag", sa.String(length=16), nullable=False),
        sa.Column("levels", postgresql.ARRAY(sa.String(length=2)), nullable=False),
        sa.Column("topics", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("exercises", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("language", name=op.f("pk_courses")),
    )
    op.create_table(
        "exercises",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column(
            "level",
            sa.Enum("A1", "A2", "B1", "B2", "C1", "C2", name="level", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("natives", postgresql.ARRAY(sa.String(length=8)), nullable=True),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("published", "retired", name="exercisestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercises")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_exercises_key_version")),
    )
    op.create_index(
        "ix_exercises_course",
        "exercises",
        ["language", "place"],
        unique=False,
        postgresql_where="state = 'published'",
    )
    op.create_table(
        "heartbeats",
        sa.Column("worker", sa.String(length=128), nullable=False),
        sa.Column("queue", sa.String(length=32), nullable=False),
        sa.Column("release", sa.String(length=64), nullable=False),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "beat_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("worker", name=op.f("pk_heartbeats")),
    )
    op.create_index("ix_heartbeats_beat_at", "heartbeats", ["beat_at"], unique=False)
    op.create_table(
        "jobs",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("queue", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued", "running", "done", "dead", name="jobstate", native_enum=False, length=32
            ),
            server_default="queued",
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "run_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("max_attempts", sa.SmallInteger(), nullable=False),
        sa.Column("dispatch_no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("dispatched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_token", sa.Uuid(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dedupe_key", sa.String(length=200), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'running') = (lease_token IS NOT NULL)", name=op.f("ck_jobs_lease")
        ),
        sa.CheckConstraint(
            "(state = 'running') = (lease_until IS NOT NULL)", name=op.f("ck_jobs_lease_until")
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'dead')", name=op.f("ck_jobs_state")
        ),
        sa.CheckConstraint("max_attempts > 0", name=op.f("ck_jobs_max_attempts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_jobs_dedupe_key")),
    )
    op.create_index("ix_jobs_dead", "jobs", ["id"], unique=False, postgresql_where="state = 'dead'")
    op.create_index(
        "ix_jobs_done", "jobs", ["done_at"], unique=False, postgresql_where="state = 'done'"
    )
    op.create_index(
        "ix_jobs_queued", "jobs", ["run_at"], unique=False, postgresql_where="state = 'queued'"
    )
    op.create_index(
        "ix_jobs_running",
        "jobs",
        ["lease_until"],
        unique=False,
        postgresql_where="state = 'running'",
    )
    op.create_table(
        "points",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("skill", "lemma", name="pointkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points")),
        sa.UniqueConstraint("language", "kind", "key", name=op.f("uq_points_language_kind_key")),
    )
    op.create_table(
        "schedules",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("cron", sa.String(length=64), nullable=True),
        sa.Column("every", sa.Interval(), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("next_run_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("every > interval '0'", name=op.f("ck_schedules_every")),
        sa.CheckConstraint("num_nonnulls(cron, every) = 1", name=op.f("ck_schedules_rhythm")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_schedules")),
    )
    op.create_index("ix_schedules_next_run_at", "schedules", ["next_run_at"], unique=False)
    op.create_table(
        "sends",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum("sending", "sent", name="sendstate", native_enum=False, length=32),
            server_default="sending",
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('sending', 'sent')", name=op.f("ck_sends_state")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sends")),
    )
    op.create_index("ix_sends_created_at", "sends", ["created_at"], unique=False)
    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column(
            "plan",
            sa.Enum("free", "plus", name="plan", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("answered_today", sa.BigInteger(), nullable=False),
        sa.Column("right_today", sa.BigInteger(), nullable=False),
        sa.Column("sets_today", sa.BigInteger(), nullable=False),
        sa.Column("streak", sa.BigInteger(), nullable=False),
        sa.Column("best_streak", sa.BigInteger(), nullable=False),
        sa.Column("streak_day", sa.Date(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_table(
        "exercise_points",
        sa.Column("point_id", sa.BigInteger(), nullable=False),
        sa.Column("exercise_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["exercises.id"],
            name=op.f("fk_exercise_points_exercise_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["point_id"],
            ["points.id"],
            name=op.f("fk_exercise_points_point_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("point_id", "exercise_id", name=op.f("pk_exercise_points")),
    )
    op.create_index(
        op.f("ix_exercise_points_exercise_id"), "exercise_points", ["exercise_id"], unique=False
    )
    op.create_table(
        "identities",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_identities_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
        sa.UniqueConstraint("provider", "subject", name=op.f("uq_identities_provider_subject")),
    )
    op.create_index(op.f("ix_identities_user_id"), "identities", ["user_id"], unique=False)
    op.create_table(
        "profiles",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("native", sa.String(length=8), nullable=False),
        sa.Column("target", sa.String(length=8), nullable=False),
        sa.Column(
            "level",
            sa.Enum("A1", "A2", "B1", "B2", "C1", "C2", name="level", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("daily_goal", sa.BigInteger(), nullable=False),
        sa.Column(
            "alphabet",
            sa.Enum("latin", "cyrillic", name="alphabet", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("again", sa.BigInteger(), nullable=False),
        sa.Column("answered", sa.BigInteger(), nullable=False),
        sa.Column("set_answered", sa.BigInteger(), nullable=False),
        sa.Column("set_right", sa.BigInteger(), nullable=False),
        sa.Column("session_sets", sa.BigInteger(), nullable=False),
        sa.Column("streak_grew", sa.Boolean(), nullable=False),
        sa.Column("rest_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_profiles_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profiles")),
        sa.UniqueConstraint("user_id", "target", name=op.f("uq_profiles_user_id_target")),
    )
    op.create_table(
        "user_roles",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "learner",
                "teacher",
                "assistant",
                "admin",
                name="rolename",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_roles_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "role", name=op.f("pk_user_roles")),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("profile_id", sa.BigInteger(), nullable=False),
        sa.Column("exercise_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "because",
            sa.Enum(
                "mistake", "review", "new", "again", name="because", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("point_id", sa.BigInteger(), nullable=True),
        sa.Column("order", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "verdict",
            sa.Enum(
                "correct", "almost", "wrong", "unsure", name="verdict", native_enum=False, length=32
            ),
            nullable=True,
        ),
        sa.Column("self_checked", sa.Boolean(), nullable=True),
        sa.Column("said", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("key", sa.String(length=128), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["exercises.id"], name=op.f("fk_attempts_exercise_id")
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["points.id"], name=op.f("fk_attempts_point_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_attempts_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index(
        "ix_attempts_replies",
        "attempts",
        ["answered_at"],
        unique=False,
        postgresql_where="reply IS NOT NULL",
    )
    op.create_index("ix_attempts_seen", "attempts", ["profile_id", "exercise_id"], unique=False)
    op.create_index(
        "uq_attempts_key",
        "attempts",
        ["profile_id", "key"],
        unique=True,
        postgresql_where="key IS NOT NULL",
    )
    op.create_index(
        "uq_attempts_open",
        "attempts",
        ["profile_id"],
        unique=True,
        postgresql_where="answered_at IS NULL",
    )
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("profile_id", sa.BigInteger(), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_chats_profile_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_chats_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("user_id", "bot_id", name=op.f("uq_chats_user_id_bot_id")),
    )
    op.create_index(op.f("ix_chats_profile_id"), "chats", ["profile_id"], unique=False)
    op.create_table(
        "memories",
        sa.Column("profile_id", sa.BigInteger(), nullable=False),
        sa.Column("point_id", sa.BigInteger(), nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("exercise_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["exercises.id"], name=op.f("fk_memories_exercise_id")
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["points.id"], name=op.f("fk_memories_point_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_memories_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "point_id", name=op.f("pk_memories")),
    )
    op.create_index("ix_memories_due", "memories", ["profile_id", "due"], unique=False)
    op.create_table(
        "mistakes",
        sa.Column("profile_id", sa.BigInteger(), nullable=False),
        sa.Column("point_id", sa.BigInteger(), nullable=False),
        sa.Column("exercise_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "new",
                "recurring",
                "improving",
                "resolved",
                "relapsed",
                name="mistakestate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("due_answer", sa.BigInteger(), nullable=False),
        sa.Column("right_days", sa.SmallInteger(), nullable=False),
        sa.Column("right_day", sa.Date(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["exercises.id"], name=op.f("fk_mistakes_exercise_id")
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["points.id"], name=op.f("fk_mistakes_point_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_mistakes_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "point_id", name=op.f("pk_mistakes")),
    )
    op.create_index(
        "ix_mistakes_due",
        "mistakes",
        ["profile_id", "due_answer"],
        unique=False,
        postgresql_where="state <> 'resolved'",
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("profile_id", sa.BigInteger(), nullable=False),
        sa.Column("point_id", sa.BigInteger(), nullable=False),
        sa.Column("attempt_id", sa.BigInteger(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_reviews_attempt_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["points.id"], name=op.f("fk_reviews_point_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_reviews_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("attempt_id", "point_id", name=op.f("uq_reviews_attempt_id_point_id")),
    )
    op.create_index(
        "ix_reviews_history", "reviews", ["profile_id", "point_id", "reviewed_at"], unique=False
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_reviews_history", table_name="reviews")
    op.drop_table("reviews")
    op.drop_index("ix_mistakes_due", table_name="mistakes", postgresql_where="state <> 'resolved'")
    op.drop_table("mistakes")
    op.drop_index("ix_memories_due", table_name="memories")
    op.drop_table("memories")
    op.drop_index(op.f("ix_chats_profile_id"), table_name="chats")
    op.drop_table("chats")
    op.drop_index("uq_attempts_open", table_name="attempts", postgresql_where="answered_at IS NULL")
    op.drop_index("uq_attempts_key", table_name="attempts", postgresql_where="key IS NOT NULL")
    op.drop_index("ix_attempts_seen", table_name="attempts")
    op.drop_index(
        "ix_attempts_replies", table_name="attempts", postgresql_where="reply IS NOT NULL"
    )
    op.drop_table("attempts")
    op.drop_table("user_roles")
    op.drop_table("profiles")
    op.drop_index(op.f("ix_identities_user_id"), table_name="identities")
    op.drop_table("identities")
    op.drop_index(op.f("ix_exercise_points_exercise_id"), table_name="exercise_points")
    op.drop_table("exercise_points")
    op.drop_table("users")
    op.drop_index("ix_sends_created_at", table_name="sends")
    op.drop_table("sends")
    op.drop_index("ix_schedules_next_run_at", table_name="schedules")
    op.drop_table("schedules")
    op.drop_table("points")
    op.drop_index("ix_jobs_running", table_name="jobs", postgresql_where="state = 'running'")
    op.drop_index("ix_jobs_queued", table_name="jobs", postgresql_where="state = 'queued'")
    op.drop_index("ix_jobs_done", table_name="jobs", postgresql_where="state = 'done'")
    op.drop_index("ix_jobs_dead", table_name="jobs", postgresql_where="state = 'dead'")
    op.drop_table("jobs")
    op.drop_index("ix_heartbeats_beat_at", table_name="heartbeats")
    op.drop_table("heartbeats")
    op.drop_index(
        "ix_exercises_course", table_name="exercises", postgresql_where="state = 'published'"
    )
    op.drop_table("exercises")
    op.drop_table("courses")

"""what is read aloud"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a1c0de00009a"
down_revision: str | None = "a1c0de000009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NO_SHOWINGS = """
DELETE FROM attempts a USING exercises e
 WHERE e.id = a.exercise_id AND a.answered_at IS NULL
   AND e.kind IN ('choose_heard', 'dictation', 'hear_story', 'minimal_pair',
                  'answer_aloud', 'read_aloud', 'repeat_after_me')
"""
NO_EXERCISES = """
UPDATE exercises SET state = 'retired'
 WHERE state <> 'retired'
   AND kind IN ('choose_heard', 'dictation', 'hear_story', 'minimal_pair',
                'answer_aloud', 'read_aloud', 'repeat_after_me')
"""
PACE = sa.Enum("normal", "slow", name="pace", native_enum=False, length=32)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "spoken",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("engine", sa.String(32), nullable=False),
        sa.Column("voice", sa.String(64), nullable=False),
        sa.Column("pace", PACE, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_spoken")),
    )
    op.create_table(
        "spoken_files",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.String(256), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"],
            ["spoken.digest"],
            name=op.f("fk_spoken_files_digest_spoken"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", "bot_id", name=op.f("pk_spoken_files")),
    )
    op.create_table(
        "exercise_voices",
        sa.Column("exercise_id", sa.BigInteger(), nullable=False),
        sa.Column("pace", PACE, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["exercises.id"],
            name=op.f("fk_exercise_voices_exercise_id_exercises"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["spoken.digest"], name=op.f("fk_exercise_voices_digest_spoken")
        ),
        sa.PrimaryKeyConstraint("exercise_id", "pace", name=op.f("pk_exercise_voices")),
    )
    op.create_index("ix_exercise_voices_digest", "exercise_voices", ["digest"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    # Whoever came before knows neither these kinds nor what it is to wait for a voice.
    op.execute(NO_SHOWINGS)
    op.execute(NO_EXERCISES)
    for table in ("exercise_voices", "spoken_files", "spoken"):
        op.drop_table(table)

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.exercises.points import PointKind
from backend.kit.levels import Level


class ExerciseState(StrEnum):
    published = "published"
    retired = "retired"  # a newer version stands in its place, or its file has it no more
    withdrawn = "withdrawn"  # found to be bad: it stays out as long as its file says the same
    pending_review = "pending_review"  # hidden until somebody has looked at it
    unvoiced = "unvoiced"  # waits until it was read aloud

    @classmethod
    def first(cls, *, needs_voice: bool) -> "ExerciseState":
        """What can only be heard waits for its voice."""
        return cls.unvoiced if needs_voice else cls.published


class Point(Model):
    """What can be learnt and forgotten: a skill or a lemma of one language.

    Skills have a `level` and a `place`, their number in the course. `note` holds what is said of
    the point: of a skill its text, examples and their translations, of a lemma its meaning.

    Points and exercises are never deleted: the foreign keys of what a press writes are declared and
    not enforced, since that would lock these rows, which all learners share, with each answer.
    """

    __tablename__ = "points"
    __table_args__ = (UniqueConstraint("language", "kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(8))
    kind: Mapped[PointKind]
    key: Mapped[str] = mapped_column(String(64))
    title: Mapped[dict[str, str]]
    level: Mapped[Level | None]
    place: Mapped[int | None]
    note: Mapped[dict[str, Any] | None]


class Exercise(Model):
    """`place` orders the course of a language; a million for each CEFR level (exercises.course).

    `natives` are the native languages that it can be asked in; None for all. Changed content is a
    row of its own with the next `version`, so that a showing keeps the content that was shown;
    `digest` tells whether there was a change. `provenance` says of what a model wrote which one it
    was, by which instruction, and which gates it passed; None for the catalogue's own.
    """

    __tablename__ = "exercises"
    __table_args__ = (
        UniqueConstraint("key", "version"),
        Index("ix_exercises_course", "language", "place", postgresql_where="state = 'published'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(32))
    level: Mapped[Level]
    topic: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]]
    natives: Mapped[list[str] | None] = mapped_column(ARRAY(String(8)))
    place: Mapped[int]
    state: Mapped[ExerciseState] = mapped_column(default=ExerciseState.published)
    version: Mapped[int] = mapped_column(default=1)
    digest: Mapped[str] = mapped_column(String(64))
    provenance: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ExercisePoint(Model):
    """A point that an exercise trains. `place` is the exercise's, so that the next exercise on a
    point, up to a level, is a stretch of one index.
    """

    __tablename__ = "exercise_points"
    __table_args__ = (Index("ix_exercise_points_course", "point_id", "place"),)

    point_id: Mapped[int] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), primary_key=True
    )
    exercise_id: Mapped[int] = mapped_column(
        ForeignKey(Exercise.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    place: Mapped[int]


class Course(Model):
    """A language of the catalogue as loaded: `version` grows with every change of its files."""

    __tablename__ = "courses"

    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    names: Mapped[dict[str, str]]
    flag: Mapped[str] = mapped_column(String(16))
    levels: Mapped[list[str]] = mapped_column(ARRAY(String(2)))
    alphabets: Mapped[list[str]] = mapped_column(ARRAY(String(16)), server_default="{}")
    topics: Mapped[dict[str, Any]]
    exercises: Mapped[int]
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime]


class AcceptedAnswer(Model):
    """An answer that was found to be right later, beside those of the catalogue's file.

    `asked` is a digest of what the exercise asked then: a question that was changed since asks for
    something else.
    """

    __tablename__ = "accepted_answers"

    exercise_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(String(300), primary_key=True)
    language: Mapped[str] = mapped_column(String(8))
    asked: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(server_default=func.now())

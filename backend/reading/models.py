from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.kit.levels import Level


class ReadingText(Model):
    """A text to read. `sentences` as the catalogue has them; `place` orders a language's texts."""

    __tablename__ = "texts"
    __table_args__ = (Index("ix_texts_course", "language", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(8))
    level: Mapped[Level]
    topic: Mapped[str] = mapped_column(String(64))
    title: Mapped[dict[str, str]]
    sentences: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    place: Mapped[int]
    published: Mapped[bool] = mapped_column(default=True)

"""Pure: what grading says. Verdicts, the marked difference, and the judgement that carries both."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol, TypeAlias

from pydantic import BaseModel, ConfigDict

from backend.exercises.aloud import Aloud

Texts: TypeAlias = Mapping[str, str]
"""One text in several languages: language code -> text, as {"en": "…", "ru": "…"}."""

FALLBACK = "en"


class Learner(Protocol):
    """Whoever answers: their native and their target language."""

    @property
    def native(self) -> str: ...
    @property
    def target(self) -> str: ...


class Verdict(StrEnum):
    correct = "correct"
    almost = "almost"
    wrong = "wrong"
    unsure = "unsure"

    @property
    def is_right(self) -> bool:
        return self in (Verdict.correct, Verdict.almost)


class Defensible(StrEnum):
    """What a model thinks of an answer that the key calls wrong: could it be right too?"""

    yes = "yes"
    no = "no"
    unsure = "unsure"


class Role(StrEnum):
    """What a stretch of text is in a comparison of what was said with what is right."""

    same = "same"
    extra = "extra"
    missing = "missing"


class Piece(BaseModel):
    model_config = ConfigDict(frozen=True)

    text: str
    role: Role


class Judgement(BaseModel):
    """The verdict on one answer, before anybody's language or memory comes into it.

    `said` is the answer as the learner gave it, in words; `right` the accepted answer nearest
    to it; `because` the reason for this very option or slip, where the catalogue has one;
    `pieces` the difference of the two, word by word, where there is one to show; `rows` the same
    for an answer of several parts, a row each; `aloud` is how an answer was heard that was spoken.
    """

    model_config = ConfigDict(frozen=True)

    verdict: Verdict
    said: str
    right: str
    because: Texts | None = None
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[Piece, ...], ...] = ()
    aloud: Aloud | None = None


def in_language(texts: Texts | None, language: str) -> str | None:
    """The text in `language`, else in English, else None."""
    if texts is None:
        return None
    return texts.get(language) or texts.get(FALLBACK)

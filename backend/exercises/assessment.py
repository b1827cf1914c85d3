"""Pure: what is said of what a learner wrote, and each correction of it."""

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.exercises.grading import Piece

BEST = 4
MAX_PART = 200

Part: TypeAlias = Annotated[str, StringConstraints(max_length=MAX_PART)]


class MistakeType(StrEnum):
    """What sort of mistake it is; a word that is not known here is `other`."""

    grammar = "grammar"
    word = "word"
    spelling = "spelling"
    order = "order"
    style = "style"
    other = "other"

    @classmethod
    def of(cls, word: str) -> "MistakeType":
        return cls(word) if word in set(cls) else cls.other


class Mended(BaseModel):
    """A correction: `wrong` stands in the text, `because` is in the learner's language."""

    model_config = ConfigDict(frozen=True)

    wrong: str
    right: str
    because: str | None = None


class Assessment(BaseModel):
    """Each mark from 0 to 4, at the level that the text was asked for.

    `pieces` are the whole text with its corrections in place, joined as they are: what is extra is
    followed by what belongs there. `went_well` and `practise` are in the learner's language.
    """

    model_config = ConfigDict(frozen=True)

    task: int = Field(ge=0, le=BEST)
    range: int = Field(ge=0, le=BEST)
    accuracy: int = Field(ge=0, le=BEST)
    cohesion: int = Field(ge=0, le=BEST)
    went_well: list[str] = []
    practise: str | None = None
    pieces: list[Piece] = []
    corrections: list[Mended] = []


class Correction(BaseModel):
    """`wrong` is what was written, `right` what belongs there; `because` is by language.

    `skill` and `lemma` are keys of the course, where it is about one of them; `sentence` is what it
    stands in.
    """

    model_config = ConfigDict(frozen=True)

    wrong: Part
    right: Part
    type: MistakeType
    skill: str | None = None
    lemma: str | None = None
    because: dict[str, str] = {}
    sentence: str = ""

"""Pure: what is said of a text that a learner wrote."""

from pydantic import BaseModel, ConfigDict, Field

from backend.exercises.grading import Piece

BEST = 4


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

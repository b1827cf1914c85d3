"""An exercise on its way to the learner."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel

from backend.exercises.kinds.base import Hint
from backend.exercises.kinds.union import AnyShown
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level


class Because(StrEnum):
    """Why this exercise comes now."""

    mistake = "mistake"  # a point that went wrong lately
    review = "review"  # a point that is due to be remembered
    new = "new"  # not seen before
    again = "again"  # everything here was seen before
    focus = "focus"  # the learner asked for this point
    repair = "repair"  # the learner asked for their mistakes


class ReasonOut(BaseModel):
    """`point` names the skill or the word that the reason is about, in the learner's language."""

    because: Because
    point: str | None = None


class ExerciseOut(BaseModel):
    """One showing of one exercise: the attempt that it opened, without the key.

    `number` counts within its set, from 1 to `set_size`. `hints` were taken, `hints_left` may be.
    `moved` tells once, by the exercise that is opened next, that the course went a stage back or
    ahead because the learner wished for it.
    """

    attempt_id: int
    exercise_id: int
    target: str
    level: Level
    topic: str
    number: int
    set_size: int
    reason: ReasonOut
    shown: AnyShown
    hints: list[Hint] = []
    hints_left: int = 0
    moved: Literal["easier", "harder"] | None = None


class LanguageOut(BaseModel):
    """A target language of the catalogue; `names` by interface language; `alphabets` where there
    is a choice; `explained` are the languages that its grammar is explained in."""

    code: str
    name: str
    names: dict[str, str]
    flag: str
    levels: list[Level]
    exercises: int
    alphabets: list[Alphabet] = []
    explained: list[str] = []

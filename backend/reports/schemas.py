"""The rooms of what was learnt: mistakes, skills, and the place in the course.

Titles and explanations come in the learner's native language, in English where there is none.
"""

from pydantic import BaseModel

from backend.kit.levels import Level
from backend.reviews.mistakes import MistakeState


class MistakeOut(BaseModel):
    """A mistake that is open. `times` it was made; `done_today` when it was right today."""

    point_id: int
    title: str
    state: MistakeState
    times: int
    done_today: bool


class PatternOut(BaseModel):
    """Something that a learner gets wrong in their own words, as it was corrected the last time."""

    wrong: str
    right: str
    because: str | None
    state: MistakeState
    times: int


class MistakesOut(BaseModel):
    """One page of them, the latest first. `to_repair` are those that were not right today.

    `patterns` are the latest of their own words, with the first page only; `repairs`: exercises
    are made on those.
    """

    mistakes: list[MistakeOut]
    total: int
    to_repair: int
    page: int
    pages: int
    patterns: list[PatternOut] = []
    repairs: bool = False


class SkillLine(BaseModel):
    """`strength` is 0 for what was never met, 1 to 3 for how well it is known."""

    point_id: int
    title: str
    strength: int


class SkillsOut(BaseModel):
    """The grammar of one level of the course, in its order; `levels` are those that have some."""

    target: str
    level: Level | None
    levels: list[Level]
    skills: list[SkillLine]


class ExampleOut(BaseModel):
    text: str
    translation: str | None


class SkillOut(BaseModel):
    """`within_reach` when the learner's level has come to it; `number` counts from 1."""

    point_id: int
    title: str
    level: Level
    number: int
    strength: int
    text: str | None
    examples: list[ExampleOut]
    mistakes: int
    within_reach: bool


class CourseOut(BaseModel):
    """Where a learner is: `number` of `total` skills, and what comes `then`. `level` is what they
    chose, `levels` what the course has; `topics` are those of the course."""

    target: str
    level: Level
    levels: list[Level]
    number: int
    total: int
    skill: str | None
    then: list[str]
    topics: list[str]

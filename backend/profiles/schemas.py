"""A learner in one target language, as the API tells of them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.exercises.aloud import Trend
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level

LanguageCode: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Native: TypeAlias = LanguageCode
"""The language for explanations and meanings; where there are none in it, they are in English."""


class Opinion(StrEnum):
    """What a learner says of the exercises they get."""

    easy = "easy"
    hard = "hard"


class ProfileIn(BaseModel):
    """`daily_goal` in sets of five exercises a day."""

    model_config = ConfigDict(extra="forbid")

    native: Native
    target: LanguageCode
    level: Level = Level.a1
    daily_goal: int = Field(default=1, ge=1, le=20)
    alphabet: Alphabet = Alphabet.latin


class ProfilePatch(BaseModel):
    model_config = ConfigDict(extra="forbid")

    native: Native | None = None
    level: Level | None = None
    daily_goal: int | None = Field(default=None, ge=1, le=20)
    alphabet: Alphabet | None = None


class ProfileOut(BaseModel):
    """`conversation_id` is the talk that typed messages go to, while there is one; before
    `silent_until` nothing is to be spoken."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    native: Native
    target: str
    level: Level
    daily_goal: int
    alphabet: Alphabet
    conversation_id: int | None = None
    silent_until: datetime | None = None


class SkillProgress(BaseModel):
    """`recall` is the probability, 0 to 1, that the skill is remembered at this moment (FSRS-6)."""

    title: str
    recall: float


class ProgressOut(BaseModel):
    """Counts of the local day, and what memory holds.

    `freezes` are left to bridge missed days; `sets_today` of `daily_goal` sets; `right_today` of
    `answered_today` answers; `due` points to review now; `known` points whose memory lasts a week
    at least, `learning` the others that were met; `mistakes` still open, `to_repair` of them not
    right today; `speaking` is None where nothing was read aloud.
    """

    target: str
    level: Level
    streak: int
    best_streak: int
    freezes: int = 0
    daily_goal: int
    sets_today: int
    answered_today: int
    right_today: int
    due: int
    known: int
    learning: int
    mistakes: int
    to_repair: int = 0
    weakest: list[SkillProgress]
    speaking: Trend | None = None

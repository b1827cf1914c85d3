"""Appeals: a learner says that their answer is right, and somebody decides."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from backend.attempts.schemas import AttemptOut
from backend.exercises.grading import Defensible


class AppealState(StrEnum):
    pending = "pending"
    upheld = "upheld"
    rejected = "rejected"


class UndoneOut(BaseModel):
    """The showing with its reply as it reads now. `first` is False when it was undone before."""

    first: bool
    showing: AttemptOut


class AppealOut(BaseModel):
    """What became of an appeal; `first` is False when this person has made it before."""

    appeal_id: int
    state: AppealState
    first: bool


class AppealCard(BaseModel):
    """An appeal as whoever decides sees it, in the language's own words.

    `asked` is what the exercise asks, `answers` how often the answer was given, `closeness` how
    near it comes to an accepted one, 0 to 1, `opinion` a model's, where one was asked.
    """

    appeal_id: int
    state: AppealState
    exercise_id: int
    exercise_key: str
    language: str
    kind: str
    asked: str
    said: str
    accepted: list[str]
    people: int
    closeness: float
    opinion: Defensible | None
    opened_at: datetime


class AppealsOut(BaseModel):
    """The most pressing first; `pending` counts all of them."""

    appeals: list[AppealCard]
    pending: int


class DecisionIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    upheld: bool

"""What comes next for a learner: an exercise, praise, a rest, or the limit of the day."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field

from backend.exercises.schemas import ExerciseOut

MISTAKES: Literal["mistakes"] = "mistakes"
FocusOn: TypeAlias = Literal["mistakes"] | Annotated[int, Field(ge=1, lt=2**63)]
"""What is practised on purpose: the point of this id, or the mistakes that are open."""


class Offer(StrEnum):
    """What the learner may do about it."""

    go_on = "go_on"  # next-action with go_on
    remind = "remind"  # be told when practice may go on
    tomorrow = "tomorrow"  # nothing but wait for the next local day


class ExerciseNext(BaseModel):
    type: Literal["exercise"] = "exercise"
    exercise: ExerciseOut


class SetDone(BaseModel):
    """A set is done. `right` of `size` answers; `sets_today` of `daily_goal`.

    `streak` in local days; `streak_grew` when this set was the first of its day, `first` when it
    was the first that this person ever did; `focus` what its last exercise was asked for.
    """

    right: int
    size: int
    sets_today: int
    daily_goal: int
    streak: int
    streak_grew: bool
    first: bool = False
    offers: list[Offer]
    focus: FocusOn | None = None


class PraiseNext(SetDone):
    type: Literal["praise"] = "praise"


class RestNext(SetDone):
    """The set was the last of its session: a rest until `until` is advised."""

    type: Literal["rest"] = "rest"
    until: datetime


class LimitNext(BaseModel):
    """The plan's answers of this local day are used up; `until` is the next local midnight."""

    type: Literal["limit"] = "limit"
    until: datetime
    answered_today: int
    streak: int
    offers: list[Offer]


class DoneNext(BaseModel):
    """Nothing is left of what the learner asked for: no exercise here, or no mistake of today."""

    type: Literal["done"] = "done"
    focus: FocusOn


NextAction: TypeAlias = Annotated[
    ExerciseNext | PraiseNext | RestNext | LimitNext | DoneNext, Discriminator("type")
]


class NextActionIn(BaseModel):
    """`go_on` takes up the offer to go on after praise or before the end of a rest.

    `focus` asks for exercises on one point, or on mistakes, until the set ends. What is open and
    does not fit is set aside.
    """

    model_config = ConfigDict(extra="forbid")

    go_on: bool = False
    focus: FocusOn | None = None


class NextActionOut(BaseModel):
    next: NextAction


class RemindOut(BaseModel):
    """`at` is when the learner will be told that practice may go on; None where it may already."""

    at: datetime | None

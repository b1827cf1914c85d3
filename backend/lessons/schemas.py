"""What comes next for a learner: an exercise, praise, a rest, or the limit of the day."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator

from backend.exercises.schemas import ExerciseOut


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
    offers: list[Offer]


class PraiseNext(SetDone):
    first: bool = False
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


NextAction: TypeAlias = Annotated[
    ExerciseNext | PraiseNext | RestNext | LimitNext, Discriminator("type")
]


class NextActionIn(BaseModel):
    """`go_on` takes up the offer to go on after praise or before the end of a rest."""

    model_config = ConfigDict(extra="forbid")

    go_on: bool = False


class NextActionOut(BaseModel):
    next: NextAction


class RemindOut(BaseModel):
    """`at` is when the learner will be told that practice may go on."""

    at: datetime

"""The buttons under an exercise and its feedback. A number names the showing, not the exercise."""

from typing import Annotated, TypeAlias

from aiogram.filters.callback_data import CallbackData
from pydantic import Field, StringConstraints

from backend.profiles.schemas import Opinion
from backend.quality.schemas import FlagReason
from backend.spoken.schemas import Pace

AttemptId: TypeAlias = Annotated[int, Field(gt=0, lt=2**53)]
Letters: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z]*$", max_length=26)]
"""The chips tapped so far, one letter each: a is the first chip as shown."""
At: TypeAlias = Annotated[int, Field(ge=-1, lt=20)]
"""The thing that waits for its place, -1 for none."""
NOWHERE = "."
Picks: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z.]*$", max_length=20)]
"""Where each thing was put, a for the first place; NOWHERE for one that has no place yet."""


class ChoicePressed(CallbackData, prefix="a"):
    attempt_id: AttemptId
    choice: Annotated[int, Field(ge=0, lt=100)]


class ListenPressed(CallbackData, prefix="ls"):
    """Hear what an exercise says."""

    attempt_id: AttemptId
    pace: Pace


class ModelPressed(CallbackData, prefix="lm"):
    """Hear what an answered exercise says, while the next one is open."""

    attempt_id: AttemptId
    pace: Pace


class SilencePressed(CallbackData, prefix="sh"):
    """ "I can't speak now"."""


class SpeakAgainPressed(CallbackData, prefix="su"):
    """Exercises that are to be spoken may come again."""


class ChipPressed(CallbackData, prefix="o"):
    """`letters` is the order after this press, so that the same press twice is one."""

    attempt_id: AttemptId
    letters: Letters


class AssignPressed(CallbackData, prefix="m"):
    """Things tapped to their places, or choices made one by one: the state after this press."""

    attempt_id: AttemptId
    picks: Picks = ""
    at: At = -1


class PicksReady(CallbackData, prefix="mk"):
    """Every thing has its place: to be checked."""

    attempt_id: AttemptId
    picks: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}$")]


class HintPressed(CallbackData, prefix="hi"):
    """Hint no. `number`, with what was tapped so far."""

    attempt_id: AttemptId
    number: Annotated[int, Field(ge=1, le=3)]
    letters: Picks = ""
    at: At = -1


class MorePressed(CallbackData, prefix="x"):
    """What else can be done about the open exercise, or about `before`, the answered one above it
    (0 where there is none), with what was tapped so far."""

    attempt_id: AttemptId
    before: Annotated[int, Field(ge=0, lt=2**53)] = 0
    letters: Picks = ""
    at: At = -1


class BackPressed(CallbackData, prefix="xb"):
    """Back to the exercise, with all that MorePressed had."""

    attempt_id: AttemptId
    before: Annotated[int, Field(ge=0, lt=2**53)] = 0
    letters: Picks = ""
    at: At = -1


class OpinionPressed(CallbackData, prefix="xo"):
    attempt_id: AttemptId
    opinion: Opinion


class AskFlagPressed(CallbackData, prefix="xa"):
    """What is wrong with the exercise of the attempt `about`, while `attempt_id` is open."""

    attempt_id: AttemptId
    about: AttemptId


class FlagPressed(CallbackData, prefix="xf"):
    attempt_id: AttemptId
    exercise_id: AttemptId
    reason: FlagReason


class OrderPressed(CallbackData, prefix="k"):
    """The order is ready to be checked."""

    attempt_id: AttemptId
    letters: Letters


class GiveUpPressed(CallbackData, prefix="g"):
    attempt_id: AttemptId


class LetGoPressed(CallbackData, prefix="lg"):
    """Practice goes on while this answer is being checked."""

    attempt_id: AttemptId


class SelfCheckPressed(CallbackData, prefix="s"):
    attempt_id: AttemptId
    right: bool


def letter(index: int) -> str:
    return chr(ord("a") + index)


def indices(letters: str) -> list[int]:
    return [ord(one) - ord("a") for one in letters]

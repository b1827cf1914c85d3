"""An answer on its way in, and what is said of it on its way out."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from backend.exercises.aloud import Aloud
from backend.exercises.assessment import Assessment
from backend.exercises.grading import Piece, Verdict
from backend.exercises.kinds.base import Choice, Ordered, Picked, Spoken, Typed, Value
from backend.exercises.schemas import ExerciseOut
from backend.lessons.schemas import NextAction
from backend.profiles.schemas import Opinion

MOST_HINTS = 3


class GiveUp(Value):
    """ "I don't know": the right answer is shown, and the point comes back soon."""

    type: Literal["give_up"] = "give_up"


class SelfCheck(Value):
    """The learner's word on their own answer whose verdict was unsure."""

    type: Literal["self_check"] = "self_check"
    right: bool


AnyAnswer: TypeAlias = Annotated[
    Choice | Typed | Ordered | Picked | GiveUp | SelfCheck, Field(discriminator="type")
]


class AnswerIn(BaseModel):
    """`key` names the message that the answer came in, where it came in one: the same key is the
    same answer, whatever attempt is open by then. `sent_at` is when it was written."""

    model_config = ConfigDict(extra="forbid")

    answer: AnyAnswer
    key: Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")] | None = None
    sent_at: AwareDatetime | None = None


class SpokenIn(BaseModel):
    """A recording as it was heard, by whoever listens: nobody else gives such an answer."""

    model_config = ConfigDict(extra="forbid")

    answer: Spoken
    key: str | None = None
    sent_at: AwareDatetime | None = None


AnyIn: TypeAlias = AnswerIn | SpokenIn


class Remedy(StrEnum):
    """What a learner can do about a verdict of wrong."""

    typo = "typo"  # say that it was one
    appeal = "appeal"  # say that it should be right
    explain = "explain"


class FeedbackOut(BaseModel):
    """The verdict and its reason, in the learner's language.

    `said` is the learner's answer in words, None if they gave up; `right` the accepted answer
    nearest to it; `because` why this very answer is wrong, where that is known; `why` why the
    right one is right; `meaning` what it means; `pieces` the difference, word by word, `rows` the
    same for an answer of several parts; `heard` what was read aloud, where `right` does not say it;
    `self_checked` the learner's own word, where the verdict was left to them; `remedies` what can
    be done about it; `aloud` how it was heard, where it was spoken. Of a text of their own:
    `checklist`, what it was to say, and its `assessment` by a model, where there is one.
    """

    verdict: Verdict
    said: str | None
    right: str
    because: str | None
    why: str | None
    meaning: str | None
    pieces: list[Piece]
    rows: list[list[Piece]] = []
    heard: str | None = None
    self_checked: bool | None = None
    remedies: list[Remedy] = []
    checklist: list[str] = []
    assessment: Assessment | None = None
    aloud: Aloud | None = None


class AnswerOut(BaseModel):
    """`next` is None while a verdict of unsure waits for the learner's own word.

    While the answer is `checking`, its verdict is still to come: `next` is None until then, or
    what practice goes on with meanwhile.
    """

    attempt_id: int
    feedback: FeedbackOut
    next: NextAction | None
    checking: bool = False


class PlaceIn(BaseModel):
    """The message that shows the reply to an answer, in the chat of the bot that asks."""

    model_config = ConfigDict(extra="forbid")

    message_id: int = Field(ge=1, lt=2**53)


AGAIN = "x-again"
"""The header of a reply that was given before. Its body is the same, for the same press."""


class AttemptOut(BaseModel):
    """`exercise` is the showing as it was; `answer` what was replied, once it was answered."""

    attempt_id: int
    answered_at: datetime | None
    exercise: ExerciseOut
    answer: AnswerOut | None


class HintIn(BaseModel):
    """`number` counts the hints of a showing from 1."""

    model_config = ConfigDict(extra="forbid")

    number: int = Field(ge=1, le=MOST_HINTS)


class OpinionIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    opinion: Opinion


class Effect(StrEnum):
    """What an opinion on the open exercise has done."""

    noted = "noted"  # once more on the next exercise, and the course moves
    easier = "easier"  # the course went a stage back
    harder = "harder"  # the course went a stage ahead
    easiest = "easiest"  # there is nothing before this
    hardest = "hardest"  # there is nothing beyond this
    late = "late"  # none: it was answered meanwhile


class OpinionOut(BaseModel):
    effect: Effect
    showing: AttemptOut


class ValidateIn(BaseModel):
    """An answer to an exercise that this profile was shown: judged, and nothing is recorded."""

    model_config = ConfigDict(extra="forbid")

    profile_id: int = Field(ge=1, lt=2**63)
    answer: Annotated[Choice | Typed | Ordered | Picked, Field(discriminator="type")]


class ValidateOut(BaseModel):
    feedback: FeedbackOut

"""What learners say of exercises, and what is found when one is looked at."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class FlagReason(StrEnum):
    wrong_key = "wrong_key"  # the answer that counts as right is wrong
    two_keys = "two_keys"  # another answer is right too
    language = "language"  # a slip in the language, or a sentence nobody would say
    other = "other"


class FlagIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: FlagReason


class FlagOut(BaseModel):
    """`first` is False for a report that this person has made before: it counts once."""

    first: bool


class Cause(StrEnum):
    """Why an exercise is to be looked at."""

    broken = "broken"  # first answers and reports speak for a defect
    reports = "reports"  # so many people have reported it
    too_hard = "too_hard"  # hardly more are right than by chance
    too_easy = "too_easy"  # nearly everybody is right: does something give it away?
    against_ability = "against_ability"  # the abler the learner, the likelier wrong
    appeal = "appeal"  # somebody says that their answer is right too
    asked = "asked"  # an admin wants to see it

    @property
    def hides(self) -> bool:
        """Whether nobody is asked it until somebody has looked."""
        return self not in (Cause.too_easy, Cause.appeal, Cause.asked)


class Stage(StrEnum):
    """How far an inspection has come."""

    open = "open"  # a model may say something; an admin may decide at once
    human = "human"  # no model will: it waits for an admin
    closed = "closed"


class Outcome(StrEnum):
    published = "published"  # it is good as it is
    retired = "retired"
    fixed = "fixed"  # its next version is published

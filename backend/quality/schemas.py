"""What learners say of exercises."""

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

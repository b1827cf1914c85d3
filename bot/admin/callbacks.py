"""The buttons that only admins see. Whoever else presses one has pressed an unknown button."""

from typing import Annotated, Literal, TypeAlias

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

Id: TypeAlias = Annotated[int, Field(gt=0, lt=2**53)]


class ReviewPressed(CallbackData, prefix="qr"):
    """The card that waits; where `skipped`, also one that has not come back by itself yet."""

    skipped: bool = False


class DecidePressed(CallbackData, prefix="qd"):
    inspection_id: Id
    outcome: Literal["published", "retired"]


class FixPressed(CallbackData, prefix="qf"):
    """Which text is to be changed?"""

    inspection_id: Id


class FieldPressed(CallbackData, prefix="qx"):
    """The text with this number among the card's fields."""

    inspection_id: Id
    number: Annotated[int, Field(ge=0, lt=1000)]


class SkipPressed(CallbackData, prefix="qs"):
    inspection_id: Id


class UndoPressed(CallbackData, prefix="qu"):
    """Take back what one decided last."""


class RuledPressed(CallbackData, prefix="qa"):
    """What is upheld is so for good, and is asked about once more unless it is `sure`."""

    appeal_id: Id
    upheld: bool
    sure: bool = False


class LookPressed(CallbackData, prefix="ql"):
    """The card of an exercise that was reported."""

    exercise_id: Id


class RetryPressed(CallbackData, prefix="qj"):
    """A job that failed for good is tried again."""

    job_id: Id

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field


class InvitePressed(CallbackData, prefix="iv"):
    """A link to the active course, for a friend."""


class CoursePressed(CallbackData, prefix="cp"):
    """Take up this course."""

    profile_id: Annotated[int, Field(gt=0, lt=2**53)]

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field


class CoursePressed(CallbackData, prefix="cp"):
    """Take up this course."""

    profile_id: Annotated[int, Field(gt=0, lt=2**53)]

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field


class SkillPressed(CallbackData, prefix="sp"):
    """This skill, explained."""

    point_id: Annotated[int, Field(gt=0, lt=2**53)]

from aiogram.filters.callback_data import CallbackData

from backend.kit.levels import Level


class CourseLevelPressed(CallbackData, prefix="cl"):
    """Go on at the beginning of this level."""

    level: Level

"""Where the menus lead. These buttons carry nothing: any screen may have them."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from backend.kit.levels import Level


class HomePressed(CallbackData, prefix="h"):
    """The main screen."""


class ProgressPressed(CallbackData, prefix="pr"):
    """How it is going."""


class CoursesPressed(CallbackData, prefix="c"):
    """The courses of this person."""


class NewCoursePressed(CallbackData, prefix="cn"):
    """Choose a further language."""


class ClockPressed(CallbackData, prefix="zc"):
    """What time is it for you? `after_set`: asked when a set was done, and back to there."""

    after_set: bool = False


class SettingsPressed(CallbackData, prefix="z"):
    """What can be set."""


class WordsPressed(CallbackData, prefix="wd"):
    """The words this person has learnt."""


class ReadPressed(CallbackData, prefix="rd"):
    """The texts of the course."""


class MistakesPressed(CallbackData, prefix="mi"):
    """The mistakes that are open, from this page on."""

    page: Annotated[int, Field(ge=0, lt=10_000)] = 0


class SkillsPressed(CallbackData, prefix="sk"):
    """The grammar of the course, of the learner's own level unless it names one."""

    level: Level | None = None


class ChatPressed(CallbackData, prefix="tk"):
    """What can be talked about, of the learner's own level unless it names one."""

    level: Level | None = None


class WherePressed(CallbackData, prefix="wh"):
    """Where the learner is in the course."""

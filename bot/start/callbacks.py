"""Onboarding carries what was chosen so far in its buttons, and keeps nothing elsewhere."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level
from backend.profiles.schemas import LanguageCode, Native


class WelcomePressed(CallbackData, prefix="w"):
    """The welcome, in the interface language `native`, which explanations come in too.

    `target`: the one course that a link has led to.
    """

    native: Native
    target: LanguageCode | None = None


class TargetPressed(CallbackData, prefix="wt"):
    """`alphabet` matters where a language may be read in two."""

    native: Native
    target: LanguageCode
    alphabet: Alphabet = Alphabet.latin


class LevelPressed(CallbackData, prefix="wl"):
    native: Native
    target: LanguageCode
    level: Level
    alphabet: Alphabet = Alphabet.latin


class GoalPressed(CallbackData, prefix="wg"):
    native: Native
    target: LanguageCode
    level: Level
    goal: Annotated[int, Field(ge=1, le=20)]
    alphabet: Alphabet = Alphabet.latin

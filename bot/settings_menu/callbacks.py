"""What the settings can be set to. A button names the new value, so that pressing it twice changes
nothing twice."""

from typing import Annotated, TypeAlias

from aiogram.filters.callback_data import CallbackData
from pydantic import Field, StringConstraints

from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level
from backend.profiles.schemas import Native
from backend.users.schemas import Locale

ZoneName: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_+/-]{1,50}$")]


class LocalePressed(CallbackData, prefix="zi"):
    locale: Locale


class NativePressed(CallbackData, prefix="zn"):
    native: Native


class AlphabetPressed(CallbackData, prefix="za"):
    alphabet: Alphabet


class LevelSetPressed(CallbackData, prefix="zl"):
    level: Level


class GoalSetPressed(CallbackData, prefix="zg"):
    goal: Annotated[int, Field(ge=1, le=20)]


class DeleteRecordingsPressed(CallbackData, prefix="zd"):
    """What was said into the microphone is not to be kept."""


class ZonesPressed(CallbackData, prefix="zz"):
    """The list of time zones."""


class ZoneAnswered(CallbackData, prefix="zs"):
    """The zone, said when a set was done."""

    zone: ZoneName


class ZonePressed(CallbackData, prefix="zt"):
    zone: ZoneName

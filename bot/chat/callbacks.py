"""The buttons of talks with the tutor."""

from typing import Annotated, TypeAlias

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

Id: TypeAlias = Annotated[int, Field(gt=0, lt=2**53)]


class TalkFreelyPressed(CallbackData, prefix="tn"):
    """Talk about anything."""


class ScenePressed(CallbackData, prefix="ts"):
    """Play a scene; its key has 40 characters at most here."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]


class TalkOnPressed(CallbackData, prefix="tr"):
    """Go on with the talk that was left."""

    talk_id: Id


class ChipSaidPressed(CallbackData, prefix="tc"):
    """Say what a chip offers."""

    turn_id: Id
    number: Annotated[int, Field(ge=0, le=9)]


class TalkHintPressed(CallbackData, prefix="th"):
    turn_id: Id


class TranslatePressed(CallbackData, prefix="tt"):
    turn_id: Id


class ReadAloudPressed(CallbackData, prefix="tv"):
    """Hear the reply."""

    turn_id: Id


class StopPressed(CallbackData, prefix="tx"):
    """Write no more of this reply."""

    turn_id: Id


class TryAgainPressed(CallbackData, prefix="ta"):
    turn_id: Id


class FinishPressed(CallbackData, prefix="tf"):
    talk_id: Id


class MemoryPressed(CallbackData, prefix="tm"):
    """What is remembered of this person."""

    page: Annotated[int, Field(ge=0, lt=10_000)] = 0


class ForgetPressed(CallbackData, prefix="te"):
    fact_id: Id
    page: Annotated[int, Field(ge=0, lt=10_000)] = 0


class ForgetAllPressed(CallbackData, prefix="tz"):
    """Forget everything; asked once more before it is `sure`."""

    sure: bool = False

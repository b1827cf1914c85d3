"""A person as the API tells of them."""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from backend.kit.text import clean
from backend.profiles.schemas import LanguageCode, ProfileOut

Locale: TypeAlias = LanguageCode
"""The language that a person is spoken to in; in English by whoever has no texts in it."""


class RoleName(StrEnum):
    learner = "learner"
    teacher = "teacher"
    assistant = "assistant"
    admin = "admin"


class Plan(StrEnum):
    free = "free"
    plus = "plus"


def _shown_name(name: str) -> str:
    # A name of invisible characters is a name all the same.
    return name[:128] or "?"


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"'{name}' is no IANA time zone")
    return name


TimeZone: TypeAlias = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]


class UserIn(BaseModel):
    """Who writes to which bot, as the messenger says. Repeating it changes nothing else.

    `bot_language` binds the chat to one target language.
    """

    model_config = ConfigDict(extra="forbid")

    provider: Literal["telegram"]
    subject: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,20}$")]
    bot_id: int = Field(gt=0, lt=2**53)
    chat_id: int = Field(gt=-(2**53), lt=2**53)
    name: Annotated[str, AfterValidator(clean), Field(max_length=256), AfterValidator(_shown_name)]
    language_code: Annotated[str, StringConstraints(max_length=16)] | None = None
    bot_language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] | None = None


class UserPatch(BaseModel):
    """What the settings change. `profile_id` makes that profile the active one of this chat."""

    model_config = ConfigDict(extra="forbid")

    locale: Locale | None = None
    timezone: TimeZone | None = None
    profile_id: int | None = None


class UserOut(BaseModel):
    """`profile_id` is the profile that is active in the chat that asks, if there is one."""

    id: int
    name: str
    locale: Locale
    timezone: str
    plan: Plan
    roles: list[RoleName]
    streak: int
    best_streak: int
    profiles: list[ProfileOut]
    profile_id: int | None

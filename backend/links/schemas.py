"""Deep links on their way out and in."""

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, StringConstraints

from backend.profiles.schemas import LanguageCode

PATTERN = r"^[A-Za-z0-9_-]{22}$"
Token: TypeAlias = Annotated[str, StringConstraints(pattern=PATTERN)]
"""Says nothing by itself, and fits into the payload of /start, which takes 64 such characters."""


class LinkIn(BaseModel):
    """To the course of the language `target`."""

    model_config = ConfigDict(extra="forbid")

    target: LanguageCode


class LinkOut(BaseModel):
    token: Token
    target: str
    expired: bool = False

"""What is read aloud, on its way out."""

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, StringConstraints

PATTERN = r"^[0-9a-f]{64}$"
Digest: TypeAlias = Annotated[str, StringConstraints(pattern=PATTERN)]


class Pace(StrEnum):
    normal = "normal"
    slow = "slow"


class VoiceOut(BaseModel):
    """`digest` names the sound, which lasts `seconds`. `file_id` is Telegram's name of it for this
    bot, None until it was sent for the first time.
    """

    digest: Digest
    seconds: float
    file_id: str | None = None


class FileIn(BaseModel):
    """Telegram has the sound by now, and calls it so."""

    model_config = ConfigDict(extra="forbid")

    file_id: Annotated[str, StringConstraints(min_length=1, max_length=256)]

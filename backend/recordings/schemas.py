"""A voice note on its way in, and what becomes of it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.lessons.schemas import NextAction

SILENCE_MINUTES = 60

MessageId: TypeAlias = Annotated[int, Field(gt=0, lt=2**53)]
FileId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,256}$")]
UniqueId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,64}$")]


class RecordingState(StrEnum):
    waiting = "waiting"
    heard = "heard"
    refused = "refused"  # it says nothing that could be judged
    failed = "failed"  # nobody could listen


class Outcome(StrEnum):
    """What became of a recording. Only the first two count as something said."""

    judged = "judged"  # it has answered an exercise
    said = "said"  # it was said in a talk
    silence = "silence"
    noise = "noise"
    too_short = "too_short"
    too_long = "too_long"
    too_big = "too_big"
    other_language = "other_language"
    other_sentence = "other_sentence"
    unclear = "unclear"
    unreadable = "unreadable"  # no sound, or none that can be decoded
    not_yours = "not_yours"  # Telegram knows no such file, or another one by that name
    late = "late"  # the exercise was answered meanwhile, or the talk is over
    busy = "busy"  # too many messages of the talk wait for their replies
    away = "away"  # nobody could listen


class VoiceIn(BaseModel):
    """A voice note as Telegram tells of it: `seconds` and `size` (bytes) are claims. `key` names
    the message; `asked_in` is the message with what the voice note answers, where that is known.
    """

    model_config = ConfigDict(extra="forbid")

    file_id: FileId
    unique_id: UniqueId
    seconds: int = Field(ge=0, lt=2**31)
    size: int | None = Field(default=None, ge=0, lt=2**53)
    key: UniqueId
    asked_in: MessageId | None = None


class Receipt(StrEnum):
    """What is said to a voice note at once."""

    hearing = "hearing"
    no_task = "no_task"  # nothing asks for one
    deaf = "deaf"  # nobody here can listen to this language
    too_long = "too_long"
    too_big = "too_big"
    too_many = "too_many"  # some of this person are still being listened to


class ReceivedOut(BaseModel):
    """`message_id` is where the reply stands already, of a voice note that came before;
    `attempt_id` the exercise that waits for something else, where nothing asks for a voice note.

    `most` is the limit that a recording is beyond: in seconds, or in thousands of bytes.
    """

    state: Receipt
    recording_id: int | None = None
    message_id: int | None = None
    attempt_id: int | None = None
    most: int | None = None


class MessageIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    message_id: MessageId


class MessageOut(BaseModel):
    """`here`: what becomes of the recording is told in this message; else in another one."""

    here: bool


class SilenceIn(BaseModel):
    """0: one can speak again."""

    model_config = ConfigDict(extra="forbid")

    minutes: Literal[0, 60]


class SilenceOut(BaseModel):
    """Nothing that is to be spoken comes `until` then; `next` is what comes instead."""

    until: datetime | None
    next: NextAction


class DeletedOut(BaseModel):
    """How many raw recordings were there, and are no more."""

    count: int

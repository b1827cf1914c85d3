"""From bytes to a file of Telegram's kinds, with the fields that Telegram fills in itself."""

import mimetypes
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from infra.local.telegram.errors import bad_request
from infra.local.telegram.media import images, sounds
from infra.local.telegram.store.files import NewFile

SIDES_MAX = 10_000
RATIO_MAX = 20


@dataclass(frozen=True)
class Sent:
    """What the sender says of a file. `duration` is in seconds."""

    name: str
    content: bytes
    mime_type: str = ""
    duration: int | None = None
    title: str | None = None
    performer: str | None = None


def photo(sent: Sent, *, largest: int) -> NewFile:
    """Raises `ApiError` 400 for anything that is no picture, or one of a strange size."""
    size = images.picture_size(sent.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if len(sent.content) > largest:
        raise bad_request("file is too big for a photo")
    width, height = size
    if not width or not height or width + height > SIDES_MAX:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    if max(width, height) > RATIO_MAX * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    suffix = mimetypes.guess_extension(images.picture_type(sent.content)) or ".jpg"
    return NewFile("photo", sent.content, suffix, {"width": width, "height": height})


def voice(sent: Sent) -> NewFile:
    """A voice note, or a document when the sound is of another kind."""
    sound = sounds.recognise(sent.content)
    if sound is None or not sounds.may_be_voice(sound):
        return document(sent)
    facts = {"duration": duration_of(sent, sound), "mime_type": sound.mime_type}
    return NewFile("voice", sent.content, sound.suffix, facts)


def audio(sent: Sent) -> NewFile:
    sound = sounds.recognise(sent.content)
    if sound is None or not sounds.may_be_voice(sound):
        return document(sent)
    facts: dict[str, Any] = {
        "duration": duration_of(sent, sound),
        "mime_type": sound.mime_type,
        "title": sent.title,
        "performer": sent.performer,
        "file_name": safe_name(sent.name),
    }
    kept = {key: value for key, value in facts.items() if value is not None}
    return NewFile("audio", sent.content, sound.suffix, kept)


def document(sent: Sent) -> NewFile:
    name = safe_name(sent.name)
    guessed = mimetypes.guess_type(name)[0]
    mime_type = guessed or sent.mime_type or "application/octet-stream"
    facts = {"file_name": name, "mime_type": mime_type}
    return NewFile("document", sent.content, PurePosixPath(name).suffix[:16], facts)


def kind_of_picture(path: Path) -> str:
    """MIME type of a stored photo."""
    with path.open("rb") as file:
        return images.picture_type(file.read(16))


def safe_name(name: str) -> str:
    """The last part of the name, without what could climb out of a folder."""
    last = name.replace("\\", "/").rpartition("/")[2].strip(". ")
    kept = "".join(char for char in last if char.isprintable())
    return kept[-128:] or "file"


def duration_of(sent: Sent, sound: sounds.Sound) -> int:
    """Whole seconds: what the sender said, else what the file tells."""
    if sent.duration:
        return max(sent.duration, 0)
    return round(sound.seconds or 0)

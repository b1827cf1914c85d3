"""What kind of sound a file holds, and how long it lasts."""

import struct
from dataclasses import dataclass

OPUS_RATE = 48_000


@dataclass(frozen=True)
class Sound:
    """`seconds` is `None` where the file does not tell without decoding."""

    mime_type: str
    suffix: str
    seconds: float | None


def recognise(content: bytes) -> Sound | None:
    """OGG/Opus, MP3, M4A, WAV or WebM by their first bytes; `None` for anything else."""
    if content[:4] == b"OggS" and b"OpusHead" in content[:128]:
        return Sound("audio/ogg", ".oga", _ogg_opus_seconds(content))
    if content[:3] == b"ID3" or (content[:1] == b"\xff" and content[1:2] >= b"\xe0"):
        return Sound("audio/mpeg", ".mp3", None)
    if content[4:8] == b"ftyp":
        return Sound("audio/mp4", ".m4a", None)
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return Sound("audio/x-wav", ".wav", _wav_seconds(content))
    if content[:4] == b"\x1a\x45\xdf\xa3":
        return Sound("audio/webm", ".webm", None)
    return None


def may_be_voice(sound: Sound | None) -> bool:
    """Telegram shows OGG/Opus, MP3 and M4A as voice notes, other files as documents."""
    return sound is not None and sound.suffix in {".oga", ".mp3", ".m4a"}


def _ogg_opus_seconds(content: bytes) -> float | None:
    last = content.rfind(b"OggS")
    head = content.find(b"OpusHead")
    try:
        granule = struct.unpack("<q", content[last + 6 : last + 14])[0]
        skip = struct.unpack("<H", content[head + 10 : head + 12])[0]
    except struct.error:
        return None
    return float(max(granule - skip, 0)) / OPUS_RATE


def _wav_seconds(content: bytes) -> float | None:
    try:
        bytes_per_second = struct.unpack("<I", content[28:32])[0]
    except struct.error:
        return None
    return (len(content) - 44) / bytes_per_second if bytes_per_second else None

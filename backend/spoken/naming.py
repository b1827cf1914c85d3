"""Pure: what a recording of a text is known by."""

import hashlib

from backend.spoken.schemas import Pace

# What 0.75 of the usual speed sounds like: slow enough to hear each word, not yet drawn out.
SPEED = {Pace.normal: 1.0, Pace.slow: 0.75}


def digest_of(text: str, language: str, *, engine: str, voice: str, pace: Pace) -> str:
    """64 hexadecimal digits: the same for the same sound, whoever asks for it."""
    parts = (" ".join(text.split()), language, engine, voice, pace)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def name_of(digest: str) -> str:
    """Where the storage has it."""
    return f"spoken/{digest}.ogg"

"""Pure: what a recording of a text is known by."""

import hashlib

from backend.spoken.schemas import Pace

# What 0.75 of the usual speed sounds like: slow enough to hear each word, not yet drawn out.
SPEED = {Pace.normal: 1.0, Pace.slow: 0.75}


# What is said in a talk is known apart from exercises: it is forgotten, and they are not.
TALK = "talk"


def digest_of(  # what makes a sound what it is
    text: str, language: str, *, engine: str, voice: str, pace: Pace, use: str = ""
) -> str:
    """64 hexadecimal digits: the same for the same sound and `use`, whoever asks for it."""
    parts = (" ".join(text.split()), language, engine, voice, pace, *([use] if use else []))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def name_of(digest: str) -> str:
    """Where the storage has it."""
    return f"spoken/{digest}.ogg"

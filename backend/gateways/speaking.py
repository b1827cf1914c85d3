"""A text read aloud, in our words.

SpeakingError
├── NoVoice     this language has no voice here: trying again will not help
├── Refused     the service refuses the text itself, or us
└── NoAnswer    it could not be reached, or took too long
"""

from typing import Protocol

LONGEST = 1_000  # characters that are read in one go: about a minute


class SpeakingError(Exception):
    pass


class NoVoice(SpeakingError):
    pass


class Refused(SpeakingError):
    pass


class NoAnswer(SpeakingError):
    pass


class Speaker(Protocol):
    """`engine` and the `voice` of a language are part of what a recording is known by."""

    @property
    def engine(self) -> str: ...

    def voice(self, language: str) -> str:
        """Raises NoVoice."""
        ...

    async def speak(self, text: str, language: str) -> bytes:
        """OGG/Opus, mono. Raises SpeakingError; ValueError for an empty or too long text."""
        ...


def checked(text: str) -> str:
    """What is to be read. Raises ValueError for nothing, and for more than LONGEST."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        raise ValueError(f"a text of 1 to {LONGEST} characters is read, this one has {len(text)}")
    return text

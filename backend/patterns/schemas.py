from enum import StrEnum


class Source(StrEnum):
    """Where a correction was made."""

    text = "text"
    talk = "talk"

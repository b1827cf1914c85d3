"""Identifiers as bots send them: numbers, or their digits."""

import re

# Telegram promises at most 52 significant bits.
LARGEST = 2**53
QUERY_ID = re.compile(r"[0-9]{1,19}")
DIGITS = re.compile(r"-?[0-9]{1,16}")


def identifier(value: object) -> int | None:
    """The number, `None` for anything that cannot be an identifier."""
    if isinstance(value, str) and DIGITS.fullmatch(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if abs(value) < LARGEST else None


def query_id(text: str | None) -> int | None:
    """The id of a callback or checkout query: up to 63 bits, written in digits."""
    if text is None or not QUERY_ID.fullmatch(text):
        return None
    return int(text) if int(text) < 2**63 else None

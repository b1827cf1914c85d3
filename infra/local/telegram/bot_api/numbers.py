"""Identifiers as bots send them: numbers, or their digits."""

import re

# Telegram promises at most 52 significant bits.
LARGEST = 2**53
DIGITS = re.compile(r"-?[0-9]{1,16}")


def identifier(value: object) -> int | None:
    """The number, `None` for anything that cannot be an identifier."""
    if isinstance(value, str) and DIGITS.fullmatch(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if abs(value) < LARGEST else None

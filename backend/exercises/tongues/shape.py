"""What the rules of a language are made of."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeAlias

Words: TypeAlias = tuple[str, ...]
"""The words of a text as they are compared: in small letters, without punctuation."""

Readings: TypeAlias = Callable[[Words], Iterable[Words]]
"""All that a text's words may stand for, the words themselves among it."""


class Accents(StrEnum):
    """What an answer without its accents, or with others, is worth."""

    distinct = "distinct"  # almost right, unless it makes another word
    almost = "almost"  # almost right, whatever it makes
    keyboard = "keyboard"  # right where none was typed at all, almost where it makes another word


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


def itself(text: str) -> str:
    return text


def only(words: Words) -> list[Words]:
    return [words]

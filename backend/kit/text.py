"""Text as people mean it: one form for the many ways of typing the same thing."""

import unicodedata
from itertools import groupby

_SINGLE = dict.fromkeys(map(ord, "’‘‛ʼʹ`´′＇"), "'")
_DOUBLE = dict.fromkeys(map(ord, "“”„‟«»″＂"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_UNIFIED = _SINGLE | _DOUBLE | _DASHES
_INSIDE_WORDS = "'-"
_NO_ACCENTS = "йЙ"  # composed by Unicode, but letters of their own: мой and мои are two words


def clean(text: str) -> str:
    """Composed (NFC), with quotes and dashes unified, invisible characters gone, spaces single."""
    visible = "".join(" " if char.isspace() else char for char in text if not _invisible(char))
    # Composed last: an invisible character may have kept a letter and its accent apart.
    composed = unicodedata.normalize("NFC", visible).translate(_UNIFIED)
    return " ".join(composed.split())


def _invisible(char: str) -> bool:
    # Cc control, Cf format (zero-width, direction marks), Co private use, Cs lone surrogate.
    return not char.isspace() and unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"}


def comparable(text: str) -> str:
    """What two answers have in common when only case and punctuation set them apart.

    Apostrophes and hyphens stay inside words, where they belong to the spelling.
    """
    folded = unicodedata.normalize("NFC", clean(text).casefold())
    kept = (
        char if char.isalnum() or _is_mark(char) or char in _INSIDE_WORDS else " "
        for char in folded
    )
    return " ".join(word for part in "".join(kept).split() if (word := part.strip("-")))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def words(text: str) -> list[str]:
    return comparable(text).split()


def without_diacritics(text: str) -> str:
    """`één` -> `een`; letters that are no composition (ø, ß), or no accent (й), stay."""
    composed = unicodedata.normalize("NFC", text)
    bare = (char if char in _NO_ACCENTS else _without_marks(char) for char in composed)
    return "".join(bare)


def _without_marks(char: str) -> str:
    decomposed = unicodedata.normalize("NFD", char)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not _is_mark(c)))


def without_doubles(text: str) -> str:
    """Runs of one letter made single: `beautifull` -> `beautiful`."""
    return "".join(letter for letter, _ in groupby(text))

"""Text as people mean it: one form for the many ways of typing the same thing."""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

_SINGLE = dict.fromkeys(map(ord, "’‘‛ʼʹ`´′＇"), "'")
_DOUBLE = dict.fromkeys(map(ord, "“”„‟«»″＂"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_UNIFIED = _SINGLE | _DOUBLE | _DASHES
_INSIDE_WORDS = "'-"
# The style of the emoji before it is a mark by Unicode, and a filler a letter.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u180b-\u180f\u20e3\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_NO_ACCENTS = "йЙ"  # composed by Unicode, but letters of their own: мой and мои are two words


def clean(text: str) -> str:
    """Composed (NFC), with quotes and dashes unified, invisible characters gone, spaces single."""
    visible = text if text.isascii() and text.isprintable() else _visible(text)
    # Composed last: an invisible character may have kept a letter and its accent apart.
    composed = unicodedata.normalize("NFC", visible).translate(_UNIFIED)
    return " ".join(composed.split())


def _visible(text: str) -> str:
    return "".join(" " if char.isspace() else char for char in text if not _invisible(char))


def _invisible(char: str) -> bool:
    # Cc control, Cf format (zero-width, direction marks), Co private use, Cs lone surrogate.
    return not char.isspace() and unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"}


def comparable(text: str) -> str:
    """What two answers have in common when only case, width and punctuation set them apart.

    Apostrophes and hyphens stay inside words, where they belong to the spelling.
    """
    folded = _compatible(_compatible(_UNSEEN.sub("", clean(text))).casefold())
    kept = "".join(char if _in_a_word(char) else " " for char in folded)
    return " ".join(word for part in kept.split() if (word := part.strip("-")))


def _compatible(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _in_a_word(char: str) -> bool:
    return char.isalnum() or char in _INSIDE_WORDS or _is_mark(char)


def _is_mark(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char).startswith("M")


def words(text: str) -> list[str]:
    return comparable(text).split()


def without_diacritics(text: str) -> str:
    """`één` -> `een`; letters that are no composition (ø, ß), or no accent (й), stay."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    bare = (char if char in _NO_ACCENTS else _without_marks(char) for char in composed)
    return "".join(bare)


@lru_cache(maxsize=4096)
def _without_marks(char: str) -> str:
    decomposed = unicodedata.normalize("NFD", char)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not _is_mark(c)))


def without_doubles(text: str) -> str:
    """Runs of one letter made single: `beautifull` -> `beautiful`."""
    return "".join(letter for letter, _ in groupby(text))

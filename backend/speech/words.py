"""Words as they are compared: what was to be said, and what a recogniser wrote of it."""

import re
import unicodedata

MOST = 120  # words of a sentence that is read aloud: as many as fit into a minute, slowly
_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*['’]?")
_AROUND = ' .,;:!?…"«»„“”()[]-–—'
_APOSTROPHES = str.maketrans("’ʼ`", "'''")
# What people say while they look for words. Kept, and told apart from words that do not belong.
_HESITATIONS = {
    "ah",
    "eh",
    "em",
    "er",
    "erm",
    "hm",
    "hmm",
    "mhm",
    "mm",
    "uh",
    "uhm",
    "um",
    "э",
    "эм",
}


def words_of(text: str) -> list[str]:
    """The words of a text as they are written there, without punctuation; `MOST` at most."""
    return _WORD.findall(unicodedata.normalize("NFC", text))[:MOST]


def plain(word: str) -> str:
    """A word as it is compared: small letters, one kind of apostrophe, no hyphens, and nothing
    around it."""
    bare = word.casefold().strip(_AROUND).translate(_APOSTROPHES)
    return bare.replace("-", "").rstrip("'")


def is_hesitation(word: str) -> bool:
    return plain(word) in _HESITATIONS


def as_read(text: str) -> list[str]:
    """The words of a sentence as a recogniser would write them down: a text all in capitals is
    lowered, with a capital at its beginning and a full stop at its end."""
    words = words_of(text)
    if text.isupper():
        words = ["I" if word == "I" else word.lower() for word in words]
        words[:1] = [word.capitalize() for word in words[:1]]
    words[-1:] = [f"{word}." for word in words[-1:]]
    return words

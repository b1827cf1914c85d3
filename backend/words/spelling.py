"""Pure: a word as a learner reads it, and as one may type it to find it."""

from backend.exercises.kinds.union import TWO_ALPHABETS
from backend.exercises.tongues.alphabets import cyrillic, latin
from backend.kit.alphabet import Alphabet
from backend.kit.text import comparable, without_diacritics

# What decomposes into no letter and mark, and is typed without: as one letter, or as two.
_ONE = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i"})
_TWO = str.maketrans({"đ": "dj"})


def spelled(text: str, target: str, alphabet: str) -> str:
    """What is stored in the course of `target`, in the alphabet that the learner reads."""
    is_cyrillic = target in TWO_ALPHABETS and alphabet == Alphabet.cyrillic
    return cyrillic(text) if is_cyrillic else text


def is_found(sought: str, lemma: str, meaning: str | None, target: str) -> bool:
    """Whether `sought` begins the lemma, in either alphabet, or any word of its meaning.

    Case, accents and punctuation make no difference. Nothing to look for finds nothing.
    """
    wanted = _bare(sought)
    if not wanted:
        return False
    return _begins(wanted, lemma, target) or _within(wanted, _bare(meaning or ""))


def _begins(wanted: str, lemma: str, target: str) -> bool:
    own = wanted
    if target in TWO_ALPHABETS:
        own, lemma = latin(own), latin(lemma)
    folded = comparable(lemma)
    forms = {_bare(folded.translate(_TWO)), _bare(folded)}
    return any(form.startswith(_bare(own)) for form in forms)


def _within(wanted: str, meaning: str) -> bool:
    return f" {wanted}" in f" {meaning}"


def _bare(text: str) -> str:
    return without_diacritics(comparable(text)).translate(_ONE)

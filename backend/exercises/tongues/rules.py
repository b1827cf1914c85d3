"""A tongue: what one language counts as the same, as a typing slip, and as another word."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from backend.exercises.tongues.alphabets import is_cyrillic
from backend.exercises.tongues.lexicon import is_known
from backend.exercises.tongues.numerals import Numerals
from backend.exercises.tongues.shape import Accents, Readings, Words, itself, only
from backend.kit.text import comparable, without_diacritics

MOST_READINGS = 32


@dataclass(frozen=True, eq=False)
class Tongue:
    """`letters` unifies a text's letters before it is split, `spelling` the spelling of a word.

    `said` gives all that an answer may stand for; `meant` all that an accepted answer certainly
    stands for. `not_words` stand in the list of the language, and are typing slips nevertheless.
    `cyrillic` says which script is the language's own, None where both are; `in_cyrillic` are the
    rules for an answer in Cyrillic, where they are others.
    """

    code: str = ""
    alphabet: Callable[[str], str] = itself
    letters: Callable[[str], str] = itself
    spelling: Callable[[str], str] = itself
    said: Readings = only
    meant: Readings = only
    bare: Callable[[str], str] = without_diacritics
    accents: Accents = Accents.distinct
    numerals: Numerals | None = None
    not_words: frozenset[str] = frozenset()
    cyrillic: bool | None = None
    in_cyrillic: "Tongue | None" = None

    def of(self, said: str) -> "Tongue":
        return self.in_cyrillic if self.in_cyrillic and is_cyrillic(said) else self

    def raw(self, text: str) -> Words:
        """The words as they are spelt."""
        return tuple(self.letters(comparable(text)).split())

    def words(self, text: str) -> Words:
        return _words(self, text)

    def all_said(self, text: str) -> tuple[Words, ...]:
        """The words of an answer first, then what else they may stand for."""
        return _bounded(self.said, self.words(text), self.raw(text))

    def all_meant(self, text: str) -> tuple[Words, ...]:
        return _all_meant(self, text)

    def known(self, text: str) -> Words:
        """The words of an accepted answer, or of a known slip."""
        return _all_meant(self, text)[0]

    def plainly(self, words: Words) -> Words:
        """The words as they are typed on a keyboard without accents."""
        return tuple(map(self.bare, words))

    def is_plain(self, text: str) -> bool:
        """Whether an answer was typed on such a keyboard, in a language that has some."""
        words = self.words(text)
        return self.accents is Accents.keyboard and words == self.plainly(words)

    def parts(self, word: str) -> Words:
        """What one word stands for on its own: don't, do and not."""
        return _parts(self, word)

    def is_word(self, word: str) -> bool:
        return bool(self.code) and word not in self.not_words and is_known(word, self.code)

    def in_digits(self, words: Words) -> Words:
        return self.numerals.in_digits(words) if self.numerals else words


NEUTRAL = Tongue()


def _words(tongue: Tongue, text: str) -> Words:
    return tuple(tongue.spelling(word) for word in tongue.raw(text))


@lru_cache(maxsize=4096)
def _parts(tongue: Tongue, word: str) -> Words:
    words = tongue.words(word)
    return (words, *islice(tongue.meant(words), MOST_READINGS))[-1]


# Accepted answers are compared again and again; answers are not kept.
@lru_cache(maxsize=4096)
def _all_meant(tongue: Tongue, text: str) -> tuple[Words, ...]:
    return _bounded(tongue.meant, tongue.words(text), tongue.raw(text))


def _bounded(readings: Readings, words: Words, raw: Words) -> tuple[Words, ...]:
    # Lazily: a long answer has more readings than there are atoms.
    return tuple(dict.fromkeys(islice(chain((words, raw), readings(words)), MOST_READINGS)))

"""Pure: what a free reply says, by patterns, without a model.

A pattern is words that stand in the reply in this order, with at most two others between them.
A word stands for all of its forms, and for itself mistyped, without diacritics or in the other
alphabet; `=word` for itself alone, `^word` for itself as the first word of all. `stem*` stands
for every word that begins so, `#` for a number in digits or words, `@` for any word.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from backend.exercises.matching_words import compared
from backend.exercises.tongues.lexicon import forms, is_known
from backend.exercises.tongues.rules import Tongue

MOST_WORDS = 40  # of a reply; what comes later is not read
BETWEEN = 2
NEGATED = 3  # words after a negation that it may be about: I do not have a reservation
SHORTEST_MISTYPED = 5
NUMBER, ANY, STEM, ITSELF, FIRST = "#", "@", "*", "=", "^"
_CLAUSES = re.compile(r"[;!?…()\n]|[,.:](?!\d)|\s[-–—]\s")


class Hearing(NamedTuple):
    """How a language is listened to.

    What follows a negation in the same clause is not said ("no coffee, tea"), unless a word of
    contrast comes between ("not coffee but tea").
    """

    tongue: Tongue
    negations: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()

    def of(self, said: str) -> "Hearing":
        return self._replace(tongue=self.tongue.of(said))


class Heard(NamedTuple):
    """A word of a reply, and which clause it stands in."""

    word: str
    clause: int


def likeness(said: str, patterns: Sequence[str], hearing: Hearing) -> tuple[int, int] | None:
    """How well a reply fits: the words of the longest pattern in it, and how many stand in it.

    None where none does.
    """
    hearing = hearing.of(said)
    texts = _readings(said, hearing.tongue)
    found = [
        sum(token != ANY for token in tokens)
        for tokens in (_tokens(pattern, hearing.tongue) for pattern in patterns)
        if tokens and any(_stands(tokens, text, hearing) for text in texts)
    ]
    return (max(found), len(found)) if found else None


def says_nothing(pattern: str, tongue: Tongue) -> bool:
    """Whether no reply could fit it."""
    return not _tokens(pattern, tongue)


def is_part(said: str, whole: str, tongue: Tongue) -> bool:
    """Whether every word of a reply is one of `whole`."""
    tongue = tongue.of(said)
    ours, theirs = ({heard.word for heard in _heard(text, tongue)} for text in (said, whole))
    return bool(ours) and all(any(_is(each, word, tongue) for each in theirs) for word in ours)


def known_words(said: str, tongue: Tongue) -> int:
    """How many different words of the language a reply has."""
    tongue = tongue.of(said)
    words = {heard.word for heard in _heard(said, tongue)}
    return sum(is_known(word, tongue.code) for word in words if word.isalpha())


def _readings(said: str, tongue: Tongue) -> list[list[Heard]]:
    words = _heard(said, tongue)
    in_digits = _heard(said, tongue, digits=True)
    return [words] if words == in_digits else [words, in_digits]


def _heard(said: str, tongue: Tongue, *, digits: bool = False) -> list[Heard]:
    heard: list[Heard] = []
    for clause, text in enumerate(_CLAUSES.split(said)):
        words = tuple(part for word in text.split()[:MOST_WORDS] for part in tongue.parts(word))
        heard += [Heard(word, clause) for word in (tongue.in_digits(words) if digits else words)]
        if len(heard) >= MOST_WORDS:
            break
    return heard[:MOST_WORDS]


@lru_cache(maxsize=8192)
def _tokens(pattern: str, tongue: Tongue) -> tuple[str, ...]:
    return tuple(part for token in pattern.split() for part in _token(token, tongue))


def _token(token: str, tongue: Tongue) -> tuple[str, ...]:
    if token in (NUMBER, ANY):
        return (token,)
    mark = token[0] if token[0] in ITSELF + FIRST else ""
    parts = tongue.parts(token.removeprefix(mark).removesuffix(STEM))
    if not parts:
        return ()
    marked = (mark + parts[0], *parts[1:])
    return (*marked[:-1], marked[-1] + STEM) if token.endswith(STEM) else marked


def _stands(tokens: Sequence[str], text: Sequence[Heard], hearing: Hearing) -> bool:
    def fits(token: str, place: int) -> bool:
        return _fits(token, text[place].word, hearing.tongue) and (place == 0 or token[0] != FIRST)

    return any(
        not _negated(text, first, hearing)
        for first in range(len(text))
        if fits(tokens[0], first) and _follow(tokens[1:], first, len(text), fits)
    )


def _follow(tokens: Sequence[str], place: int, end: int, fits: Callable[[str, int], bool]) -> bool:
    for token in tokens:
        near = range(place + 1, min(place + 2 + BETWEEN, end))
        found = next((each for each in near if fits(token, each)), None)
        if found is None:
            return False
        place = found
    return True


def _negated(text: Sequence[Heard], place: int, hearing: Hearing) -> bool:
    for heard in reversed(text[max(0, place - NEGATED) : place]):
        if heard.clause != text[place].clause or heard.word in hearing.contrasts:
            return False
        if heard.word in hearing.negations:
            return True
    return False


def _fits(token: str, word: str, tongue: Tongue) -> bool:
    if token == NUMBER:
        return word.isdecimal()
    if token == ANY:
        return any(char.isalpha() for char in word)
    if token.endswith(STEM):
        return tongue.bare(word).startswith(tongue.bare(token.removesuffix(STEM)))
    if token[0] in ITSELF + FIRST:
        return _is(token[1:], word, tongue)
    return _is(token, word, tongue) or not _lemmas(token, tongue).isdisjoint(_lemma(word, tongue))


def _is(token: str, word: str, tongue: Tongue) -> bool:
    plain = word == tongue.bare(word)
    if word == token or compared(word, token, (), tongue, plain=plain) is not None:
        return True
    # Nobody is graded here: an ending is mistyped as easily as the rest.
    long = len(token) >= SHORTEST_MISTYPED
    return long and OSA.distance(word, token) == 1 and not tongue.is_word(word)


# Patterns are compared again and again; replies are not kept.
@lru_cache(maxsize=8192)
def _lemmas(token: str, tongue: Tongue) -> frozenset[str]:
    return frozenset(_lemma(token, tongue))


def _lemma(word: str, tongue: Tongue) -> Iterator[str]:
    yield word
    known = forms(tongue.code)
    if known is not None and word in known:
        yield known[word]

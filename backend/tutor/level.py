"""Pure: is a reply at the level of the learner who has to read it?

The limits let the reading texts of the course pass, text by text, at their own level, and all but a
few of their sentences. Where no list of words is at hand, lengths alone decide.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from backend.kit.levels import Level
from backend.kit.text import words

_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")
_EDGES = ".,;:!?…\"'“”„«»()[]—–-"


class Limits(NamedTuple):
    """`rarest` is the Zipf value below which a word is above the level, `share` how many such words
    a reply may have, `sentence` and `whole` its longest lengths in words."""

    rarest: float
    share: float
    sentence: int
    whole: int


LIMITS: Mapping[Level, Limits] = {
    Level.a1: Limits(4.2, 0.16, 12, 40),
    Level.a2: Limits(3.8, 0.14, 17, 60),
    Level.b1: Limits(3.4, 0.12, 26, 100),
    Level.b2: Limits(2.8, 0.12, 35, 140),
}
AT_LEAST = 2  # one rare word in a short line is its topic
SMALL_LIST = 0.3  # Zipf: of a language with many forms and few texts a word seems rarer than it is


@dataclass(frozen=True)
class Lexis:
    """How frequent words are. `known` are words that need no frequency: the learner said them, or
    the scenario taught them. What is rarer than `ends` is not listed."""

    zipf: Callable[[str], float] | None = None
    ends: float = 0.0
    known: Collection[str] = ()


@dataclass(frozen=True)
class Measured:
    """`above` are the words that are too rare for the level, in their order."""

    words: int
    above: tuple[str, ...]
    longest: int
    limits: Limits | None

    @property
    def share(self) -> float:
        """Of the words, 0 to 1, that are above the level."""
        return len(self.above) / self.words if self.words else 0.0

    @property
    def is_over(self) -> bool:
        if self.limits is None:
            return False
        rare = len(self.above) >= AT_LEAST and self.share > self.limits.share
        long = self.longest > self.limits.sentence or self.words > self.limits.whole
        return rare or long

    @property
    def excess(self) -> float:
        """How far over it is; of two replies the one with less is the easier."""
        if self.limits is None:
            return 0.0
        longer = max(self.longest / self.limits.sentence, self.words / self.limits.whole)
        return self.share / self.limits.share + longer


def measured(text: str, level: Level, lexis: Lexis) -> Measured:
    limits = LIMITS.get(level)
    sentences = [words(sentence) for sentence in _SENTENCES.split(text)]
    count = sum(len(sentence) for sentence in sentences)
    above = tuple(_above(text, limits, lexis)) if limits and lexis.zipf else ()
    return Measured(count, above, max(map(len, sentences), default=0), limits)


def _above(text: str, limits: Limits, lexis: Lexis) -> Iterator[str]:
    assert lexis.zipf is not None
    names = _names(text)
    rarest = limits.rarest - (SMALL_LIST if lexis.ends else 0.0)
    for word in (word.strip("'") for word in words(text)):
        if not word or word in names or word in lexis.known or any(char.isdigit() for char in word):
            continue
        zipf = lexis.zipf(word)
        unlisted = zipf == 0 and lexis.ends > rarest
        if zipf < rarest and not unlisted:
            yield word


def _names(text: str) -> set[str]:
    """What has a capital where no sentence begins."""
    inside = (
        token
        for sentence in _SENTENCES.split(text)
        for token in sentence.split()[1:]
        if token.strip(_EDGES)[:1].isupper()
    )
    return {word.strip("'") for token in inside for word in words(token)}

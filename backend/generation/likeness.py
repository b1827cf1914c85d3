"""Pure: what of an exercise tells whether another one says the same.

Two sets of words of which the Jaccard index is at least t have a word in common among the first
`n - ceil(t * n) + 1` of each, whatever order the words are put in, as long as it is one order
(prefix filtering: Chaudhuri et al. 2006). Long words first: they are rarer, so that few lines share
them. The marks are taken for t = 0.6, to find besides what differs in the ending of a word only.
"""

from fractions import Fraction
from math import ceil
from typing import NamedTuple

from backend.exercises.kinds.answer_aloud import AnswerAloud
from backend.exercises.kinds.base import Content
from backend.exercises.kinds.match_pairs import MatchPairs
from backend.exercises.kinds.read_text import ReadContent
from backend.exercises.kinds.sort_words import SortWords
from backend.kit.text import words

JACCARD = 0.85
FOUND_FROM = Fraction(3, 5)
FEWEST_WORDS = 3
MOST_MARKS = 16
_MARK = 60


ALONE = "="
"""Begins the line of a word or two: those may be asked for in many ways, but in one kind once."""


class Printed(NamedTuple):
    """`line` has every word once, in the order of the alphabet."""

    line: str
    marks: list[str]


def fingerprint(content: Content, language: str) -> Printed:
    own = sorted(set(_said(content)))
    if len(own) < FEWEST_WORDS:
        line = f"{ALONE}{content.kind} {' '.join(own)}"
        return Printed(line, [f"{language}:{line[:_MARK]}"])
    return Printed(" ".join(own), marks(own, language))


def marks(own: list[str], language: str) -> list[str]:
    ordered = sorted(own, key=lambda word: (-len(word), word))
    size = len(ordered) - ceil(FOUND_FROM * len(ordered)) + 1
    return [f"{language}:{word[:_MARK]}" for word in ordered[: min(size, MOST_MARKS)]]


def _said(content: Content) -> list[str]:
    match content:
        case ReadContent():
            return words(content.text)
        case AnswerAloud():
            return words(content.question)
        case MatchPairs():
            return [word for pair in content.pairs for word in words(pair.left)]
        case SortWords():
            return [
                word for group in content.groups for each in group.words for word in words(each)
            ]
        case _:
            return words(content.right)

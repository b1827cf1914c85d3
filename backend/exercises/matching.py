"""Pure: a typed answer against the accepted ones, without a model.

Three questions in turn. Is it the same text but for case, quotes and punctuation? Is it the same
but for a slip of the finger? If neither, how far off is it, and where? Distances are optimal
string alignment (Levenshtein plus transposition of neighbours), by rapidfuzz.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from backend.exercises.grading import Piece, Role
from backend.kit.text import (
    clean,
    comparable,
    without_diacritics,
    without_doubles,
    words,
)

# Below five letters most one-letter slips make another word: 97 % of them in a list of learners'
# words (CEFR-J), against 49 % at five to seven letters and 16 % above.
SHORTEST_FORGIVEN = 5
LONG_WORD = 9
ENDING = 2
PLAUSIBLE = 55
SAME_WORD = 70


class Closeness(StrEnum):
    same = "same"
    slip = "slip"  # a typing slip, no other word
    form = "form"  # the same words, at least one of them in another form
    near = "near"  # could be another way to say it
    far = "far"


@dataclass(frozen=True)
class Match:
    closeness: Closeness
    accepted: str


def match(said: str, accepted: Sequence[str], *, others: Collection[str] = ()) -> Match:
    """The accepted answer nearest to `said`, and how near it is.

    `others` are texts known to be wrong here: a word of theirs is never taken for a slip.
    """
    nearest = max(accepted, key=lambda text: fuzz.ratio(comparable(said), comparable(text)))
    taboo = {word for text in others for word in words(text)} - set(words(nearest))
    closeness = _closeness(words(said), words(nearest), taboo)
    # Far from all of them, the model answer is the one to learn from.
    return Match(closeness, accepted[0] if closeness is Closeness.far else nearest)


def _closeness(said: list[str], right: list[str], taboo: Collection[str]) -> Closeness:
    if said == right:
        return Closeness.same
    if len(said) == len(right):
        pairs = [(s, r) for s, r in zip(said, right, strict=True) if s != r]
        if len(pairs) <= _slips_forgiven(right) and all(is_slip(s, r, taboo) for s, r in pairs):
            return Closeness.slip
        if all(_same_word(s, r) for s, r in pairs):
            return Closeness.form
    if not said or fuzz.ratio(" ".join(said), " ".join(right)) < PLAUSIBLE:
        return Closeness.far
    return Closeness.near


def _slips_forgiven(right: list[str]) -> int:
    return 1 if len(right) < LONG_WORD else 2


def is_slip(said: str, right: str, taboo: Collection[str] = ()) -> bool:
    """Whether `said` is `right` mistyped, and not another word or another form of it."""
    if said in taboo:
        return False
    if _bare(said) == _bare(right):
        return True
    if len(right) < SHORTEST_FORGIVEN:
        return False
    if without_doubles(said) == without_doubles(right) or _neighbours_swapped(said, right):
        return True
    forgiven = 2 if len(right) >= LONG_WORD else 1
    return OSA.distance(said, right) <= forgiven and _same_edges(said, right)


def _bare(word: str) -> str:
    # On a phone neither an accent nor an apostrophe is worth a second tap.
    return without_diacritics(word).replace("'", "")


def _neighbours_swapped(said: str, right: str) -> bool:
    return sorted(said) == sorted(right) and OSA.distance(said, right) == 1


def _same_edges(said: str, right: str) -> bool:
    # The ending carries the grammar (walk-s, loop-t): a difference there is a form, not a slip.
    return said[-ENDING:] == right[-ENDING:] and said[0] == right[0]


def _same_word(said: str, right: str) -> bool:
    return said[0] == right[0] and fuzz.ratio(said, right) >= SAME_WORD


def difference(said: str, right: str) -> tuple[Piece, ...]:
    """`said` and `right` laid side by side, word by word: what is the same, extra and missing.

    Words keep the spelling and the punctuation that they came with.
    """
    ours, theirs = clean(said).split(), clean(right).split()
    matcher = SequenceMatcher(
        None,
        [comparable(word) for word in ours],
        [comparable(word) for word in theirs],
        autojunk=False,
    )
    return tuple(_pieces(matcher, ours, theirs))


def _pieces(matcher: "SequenceMatcher[str]", ours: list[str], theirs: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(text=" ".join(theirs[j1:j2]), role=Role.same)
            continue
        if i2 > i1:
            yield Piece(text=" ".join(ours[i1:i2]), role=Role.extra)
        if j2 > j1:
            yield Piece(text=" ".join(theirs[j1:j2]), role=Role.missing)

"""Pure: a typed answer against the accepted ones, without a model.

Three questions in turn. Does it say the same, by the rules of its language? Is it the same but for
a slip of the finger that makes no other word? If neither, how far off is it, and where? Distances
are optimal string alignment (Levenshtein plus transposition of neighbours), by rapidfuzz.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from backend.exercises.matching_difference import difference
from backend.exercises.matching_words import Likeness, compared, same_word
from backend.exercises.tongues.alphabets import is_cyrillic
from backend.exercises.tongues.rules import NEUTRAL, Tongue
from backend.exercises.tongues.shape import Words
from backend.kit.text import without_diacritics

__all__ = ["Closeness", "Match", "difference", "in_another_script", "match"]

LONG_ANSWER = 9  # words
PLAUSIBLE = 55
CANDIDATES = 3


class Closeness(StrEnum):
    same = "same"
    slip = "slip"  # a typing slip, no other word
    form = "form"  # the same words, at least one of them in another form
    near = "near"  # could be another way to say it
    far = "far"


_ORDER = list(Closeness)


@dataclass(frozen=True)
class Match:
    closeness: Closeness
    accepted: str


def match(
    said: str, accepted: Sequence[str], *, others: Collection[str] = (), tongue: Tongue = NEUTRAL
) -> Match:
    """The accepted answer nearest to `said`, and how near it is.

    `others` are texts known to be wrong here: a word of theirs is never taken for a slip.
    """
    tongue = tongue.of(said)
    ours = tongue.all_said(said)
    for text in accepted:
        if not set(ours).isdisjoint(tongue.all_meant(text)):
            return Match(Closeness.same, text)
    taboo = {word for text in others for word in tongue.known(text)}
    found = [_against(ours, text, taboo, tongue) for text in _nearest(ours[0], accepted, tongue)]
    best = min(found, key=lambda each: _ORDER.index(each.closeness))
    if best.closeness is Closeness.near and in_another_script(said, tongue):
        best = Match(Closeness.far, best.accepted)
    # Far from all of them, the model answer is the one to learn from.
    return Match(best.closeness, accepted[0]) if best.closeness is Closeness.far else best


def in_another_script(said: str, tongue: Tongue) -> bool:
    """Whether the answer has no letter of the script that its language is written in."""
    if tongue.cyrillic is None:
        return False
    letters = [char for char in said if char.isalpha()]
    return bool(letters) and not any(is_cyrillic(char) is tongue.cyrillic for char in letters)


def _nearest(said: Words, accepted: Sequence[str], tongue: Tongue) -> list[str]:
    ours = without_diacritics(" ".join(said))

    def likeness(text: str) -> float:
        return fuzz.ratio(ours, _bare_line(text, tongue))

    return sorted(accepted, key=likeness, reverse=True)[:CANDIDATES]


@lru_cache(maxsize=4096)
def _bare_line(text: str, tongue: Tongue) -> str:
    return without_diacritics(" ".join(tongue.known(text)))


def _against(ours: tuple[Words, ...], text: str, taboo: Collection[str], tongue: Tongue) -> Match:
    theirs = tongue.all_meant(text)
    wrong = set(taboo) - set(tongue.known(text))
    by_number = _by_number(ours, theirs, wrong, tongue)
    if by_number:
        return Match(by_number, text)
    found = {_closeness(said, right, wrong, tongue) for said in ours for right in theirs}
    return Match(min(found, key=_ORDER.index), text)


def _by_number(
    ours: tuple[Words, ...], theirs: tuple[Words, ...], taboo: Collection[str], tongue: Tongue
) -> Closeness | None:
    """Twenty-one for 21, or 21 for twenty-one, where one of the two writes digits."""
    written = _has_digits(ours[0])
    if written == _has_digits(theirs[0]) or any(word in taboo for word in ours[0]):
        return None
    same = {tongue.in_digits(said) for said in ours} & {tongue.in_digits(each) for each in theirs}
    if not same:
        return None
    # A number alone is asked for to see its words.
    alone = written and any(len(words) == 1 for words in same)
    return Closeness.slip if alone else Closeness.same


def _has_digits(words: Words) -> bool:
    return any(word.isdecimal() for word in words)


def _closeness(said: Words, right: Words, taboo: Collection[str], tongue: Tongue) -> Closeness:
    if len(said) == len(right):
        found = _word_by_word(said, right, taboo, tongue)
        if found is not None:
            return found
    if _run_together(said, right, taboo, tongue):
        return Closeness.slip
    return Closeness.near if said and _likeness(said, right) >= PLAUSIBLE else Closeness.far


def _likeness(said: Words, right: Words) -> float:
    """From 0 to 100; words in another order are still the words."""
    ours, theirs = " ".join(said), " ".join(right)
    return max(fuzz.ratio(ours, theirs), fuzz.token_sort_ratio(ours, theirs))


def _word_by_word(
    said: Words, right: Words, taboo: Collection[str], tongue: Tongue
) -> Closeness | None:
    pairs = [(s, r) for s, r in zip(said, right, strict=True) if s != r]
    plain = said == tuple(map(tongue.bare, said))
    found = [compared(s, r, taboo, tongue, plain=plain) for s, r in pairs]
    if all(each is Likeness.same for each in found):
        return Closeness.same
    if None not in found and found.count(Likeness.slip) <= _slips_forgiven(right):
        return Closeness.slip
    return Closeness.form if all(same_word(s, r) for s, r in pairs) else None


def _slips_forgiven(right: Words) -> int:
    return 1 if len(right) < LONG_ANSWER else 2


def _run_together(said: Words, right: Words, taboo: Collection[str], tongue: Tongue) -> bool:
    """`alot` for `a lot`: two words in one that is none."""
    if not tongue.code or len(said) + 1 != len(right) or "".join(said) != "".join(right):
        return False
    joined = next(s for s, r in zip(said, right, strict=False) if s != r)
    return joined not in taboo and not tongue.is_word(joined)

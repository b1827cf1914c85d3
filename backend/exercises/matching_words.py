"""Pure: one word against another. The same, a slip of the finger, or another word?"""

from collections.abc import Collection
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from backend.exercises.tongues.rules import NEUTRAL, Tongue
from backend.exercises.tongues.shape import Accents
from backend.kit.text import without_doubles

# Below five letters most one-letter slips make another word: 97 % of them in a list of learners'
# words (CEFR-J), against 49 % at five to seven letters and 16 % above.
SHORTEST_FORGIVEN = 5
LONG_WORD = 9
ENDING = 2
SAME_WORD = 70


class Likeness(StrEnum):
    same = "same"
    bare = "bare"  # but for accents, an apostrophe, a hyphen
    slip = "slip"


def compared(
    said: str,
    right: str,
    taboo: Collection[str] = (),
    tongue: Tongue = NEUTRAL,
    *,
    plain: bool = False,
) -> Likeness | None:
    """How `said` is like `right`, None where it is another word or another form of it.

    `plain` says that the whole answer was typed without any accent.
    """
    if said in taboo:
        return None
    if tongue.bare(said) == tongue.bare(right):
        return _but_for_accents(said, tongue, plain=plain)
    unmarked = _unmarked(said, tongue) == _unmarked(right, tongue)
    if not (unmarked or _is_mistyped(said, right)) or tongue.is_word(said):
        return None
    return Likeness.bare if unmarked else Likeness.slip


def _but_for_accents(said: str, tongue: Tongue, *, plain: bool) -> Likeness | None:
    another = tongue.is_word(said)
    match tongue.accents:
        case Accents.almost:
            return Likeness.bare
        case Accents.keyboard if plain:
            return Likeness.bare if another else Likeness.same
        case _:
            return None if another else Likeness.bare


def _unmarked(word: str, tongue: Tongue) -> str:
    # On a phone neither an apostrophe nor a hyphen is worth a second tap.
    return tongue.bare(word).replace("'", "").replace("-", "")


def is_slip(said: str, right: str, taboo: Collection[str] = ()) -> bool:
    """Whether `said` is `right` mistyped, for a language of which no words are known."""
    return compared(said, right, taboo) is not None


def _is_mistyped(said: str, right: str) -> bool:
    if len(right) < SHORTEST_FORGIVEN:
        return False
    if without_doubles(said) == without_doubles(right) or _neighbours_swapped(said, right):
        return True
    forgiven = 2 if len(right) >= LONG_WORD else 1
    return OSA.distance(said, right) <= forgiven and _same_edges(said, right)


def _neighbours_swapped(said: str, right: str) -> bool:
    return sorted(said) == sorted(right) and OSA.distance(said, right) == 1


def _same_edges(said: str, right: str) -> bool:
    # The ending carries the grammar (walk-s, loop-t): a difference there is a form, not a slip.
    return said[-ENDING:] == right[-ENDING:] and said[0] == right[0]


def same_word(said: str, right: str) -> bool:
    return said[0] == right[0] and fuzz.ratio(said, right) >= SAME_WORD

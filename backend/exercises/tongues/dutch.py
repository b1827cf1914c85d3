"""Dutch: reduced forms ('t, 'n, m'n), accents of stress, numbers in one word."""

import re
from collections.abc import Iterator
from itertools import product

from backend.exercises.tongues.alphabets import freed_for_latin
from backend.exercises.tongues.numerals import Numerals
from backend.exercises.tongues.rules import Tongue
from backend.exercises.tongues.shape import Accents, Words, listed
from backend.kit.text import without_diacritics

_REDUCED: dict[str, tuple[Words, ...]] = {
    "'t": (("het",),),
    "'n": (("een",),),
    "'m": (("hem",),),
    "'k": (("ik",),),
    "'r": (("er",), ("haar",)),
    "d'r": (("haar",), ("er",)),
    "'ns": (("eens",),),
    "'s": (("eens",),),
    "z'n": (("zijn",),),
    "m'n": (("mijn",),),
    "zo'n": (("zo", "een"),),
    "da's": (("dat", "is"),),
    "we": (("wij",),),
}
# The full form is the one for stress; the short one stands for it, and not the other way round.
_SHORT = {"jij": "je", "zij": "ze", "mij": "me", "jou": "je"}

_BELOW_TWENTY = (
    "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien"
)
_BELOW_TEN = _BELOW_TWENTY.split()[1:10]
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
_SMALL = {
    **{word: number for number, word in enumerate(_BELOW_TWENTY.split())},
    **{word: number for number, word in zip(range(20, 100, 10), _TENS.split(), strict=True)},
}
_ALL = {without_diacritics(word): number for word, number in _SMALL.items()}
_UNITS = {word: _ALL[word] for word in map(without_diacritics, _BELOW_TEN)}
_COMPOUND = re.compile(
    rf"(?:(?P<times>{'|'.join(_UNITS)})?(?P<hundred>honderd)(?:en)?)?"
    rf"(?:(?:(?P<unit>{'|'.join(_UNITS)})en(?P<tens>{'|'.join(_TENS.split())}))"
    rf"|(?P<small>{'|'.join(sorted(_ALL, key=len, reverse=True))}))?"
)


_HUNDREDS = {
    "honderd": 100,
    **{f"{word}honderd": 100 * number for word, number in _UNITS.items() if number > 1},
}


def _compound(word: str) -> int | None:
    found = _COMPOUND.fullmatch(without_diacritics(word))
    # `een` alone is the article.
    if not found or not word or word == "een":
        return None
    hundreds = 100 * _UNITS.get(found["times"] or "een", 1) if found["hundred"] else 0
    below = _UNITS[found["unit"]] + _ALL[found["tens"]] if found["unit"] else 0
    return hundreds + below + (_ALL[found["small"]] if found["small"] else 0)


NUMERALS = Numerals(
    small=_SMALL, hundreds=_HUNDREDS, after_hundreds=listed("en"), compound=_compound
)


def _letters(text: str) -> str:
    return " ".join(freed_for_latin(word) for word in text.split())


def _full(words: Words) -> Iterator[Words]:
    """The words with each reduced form in full, in all combinations."""
    for chosen in product(*([(word,), *_REDUCED.get(word, ())] for word in words)):
        yield tuple(part for parts in chosen for part in parts)


def _meant(words: Words) -> Iterator[Words]:
    short = [[word, _SHORT[word]] if word in _SHORT else [word] for word in words]
    for chosen in product(*short):
        yield from _full(chosen)


DUTCH = Tongue(
    code="nl",
    letters=_letters,
    said=_full,
    meant=_meant,
    accents=Accents.almost,
    numerals=NUMERALS,
    cyrillic=False,
)

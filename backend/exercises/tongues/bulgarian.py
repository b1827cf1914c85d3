"""Bulgarian: pronouns that may be left out, numbers, stress marks that are nobody's duty."""

import unicodedata
from collections.abc import Iterator

from backend.exercises.tongues.alphabets import freed_for_cyrillic
from backend.exercises.tongues.numerals import Numerals
from backend.exercises.tongues.pronouns import Pronouns
from backend.exercises.tongues.rules import Tongue
from backend.exercises.tongues.shape import Accents, Words, listed

_STRESS = dict.fromkeys(map(ord, "\u0300\u0301"))
_ITS_OWN = "ѝ"  # her, to her; not `и`, and

_PRONOUNS = Pronouns(
    endings={
        "аз": ("ам", "ям"),
        "ти": ("ш",),
        "ние": ("ем", "им", "ме"),
        "вие": ("те",),
        "те": ("ат", "ят"),
    },
    others=frozenset({"той", "тя", "то"}),
    clitics={
        "аз": listed("съм"),
        "ти": listed("си"),
        "ние": listed("сме"),
        "вие": listed("сте"),
        "те": listed("са"),
        "той": listed("е"),
        "": listed("се го я ги ме те ми му ѝ ни ви им ли"),
    },
    apart=listed("не ще няма в във с със на за от до по при без към под над пред"),
)

_TEENS = "единадесет дванадесет тринадесет четиринадесет петнадесет шестнадесет седемнадесет"
_BELOW_TEN = "нула един два три четири пет шест седем осем девет десет"
_TENS = "двадесет тридесет четиридесет петдесет шестдесет седемдесет осемдесет деветдесет"
_HUNDREDS = "сто двеста триста четиристотин петстотин шестстотин седемстотин осемстотин"

_SHORT_TENS = {
    "двайсет": "двадесет",
    "трийсет": "тридесет",
    "четирийсет": "четиридесет",
    "четиресет": "четиридесет",
    "шейсет": "шестдесет",
    "двайсе": "двадесет",
}
_AND = listed("и")

NUMERALS = Numerals(
    small={
        **{word: number for number, word in enumerate(_BELOW_TEN.split())},
        **{
            word: number
            for number, word in enumerate(f"{_TEENS} осемнадесет деветнадесет".split(), start=11)
        },
        **{word: number for number, word in zip(range(20, 100, 10), _TENS.split(), strict=True)},
        "една": 1,
        "едно": 1,
        "две": 2,
        "двама": 2,
        "трима": 3,
        "четирима": 4,
    },
    hundreds={
        word: number
        for number, word in zip(
            range(100, 1000, 100), f"{_HUNDREDS} деветстотин".split(), strict=True
        )
    },
    after_hundreds=_AND,
    after_tens=_AND,
)


def _letters(text: str) -> str:
    return " ".join(_without_stress(freed_for_cyrillic(word)) for word in text.split())


def _without_stress(word: str) -> str:
    if word == _ITS_OWN:
        return word
    decomposed = unicodedata.normalize("NFD", word).translate(_STRESS)
    return unicodedata.normalize("NFC", decomposed)


def _spelling(word: str) -> str:
    if word.endswith("найсет"):
        return f"{word.removesuffix('йсет')}десет"
    return _SHORT_TENS.get(word, word)


def _said(words: Words) -> Iterator[Words]:
    return _PRONOUNS.said(words)


def _meant(words: Words) -> Iterator[Words]:
    return _PRONOUNS.meant(words)


BULGARIAN = Tongue(
    code="bg",
    letters=_letters,
    spelling=_spelling,
    said=_said,
    meant=_meant,
    accents=Accents.almost,
    numerals=NUMERALS,
    cyrillic=True,
)

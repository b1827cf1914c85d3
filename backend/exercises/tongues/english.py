"""English: contractions, British and American spelling, numbers, accents that are never needed."""

from collections.abc import Iterator

from backend.exercises.tongues import english_contractions as contractions
from backend.exercises.tongues.alphabets import freed_for_latin
from backend.exercises.tongues.english_misspelt import MISSPELT, WITHOUT_APOSTROPHE
from backend.exercises.tongues.english_spellings import ONE_WAY, american
from backend.exercises.tongues.numerals import Numerals
from backend.exercises.tongues.rules import Tongue
from backend.exercises.tongues.shape import Words, listed
from backend.kit.text import without_diacritics

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

NUMERALS = Numerals(
    small={
        **{word: number for number, word in enumerate(_BELOW_TWENTY.split())},
        **{word: number for number, word in zip(range(20, 100, 10), _TENS.split(), strict=True)},
    },
    hundreds={},
    hundred=listed("hundred"),
    lead="a",
    after_hundreds=listed("and"),
)

_ONE_WORD = {"e-mail": "email", "e-mails": "emails", "good-bye": "goodbye", "week-end": "weekend"}


def _letters(text: str) -> str:
    parts = (_ONE_WORD.get(word) or freed_for_latin(word) for word in text.split())
    # A hyphen is punctuation here: a ten-year-old boy, a ten year old boy.
    return without_diacritics(" ".join(parts)).replace("-", " ")


def _said(words: Words) -> Iterator[Words]:
    return contractions.said(words)


def _meant(words: Words) -> Iterator[Words]:
    yield from contractions.meant(words)
    if any(word in ONE_WAY for word in words):
        yield from contractions.meant(tuple(ONE_WAY.get(word, word) for word in words))


ENGLISH = Tongue(
    code="en",
    letters=_letters,
    spelling=american,
    said=_said,
    meant=_meant,
    numerals=NUMERALS,
    not_words=MISSPELT | WITHOUT_APOSTROPHE,
    cyrillic=False,
)

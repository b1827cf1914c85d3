"""Pure but for word lists: is every text in the language and the alphabet that it should be in?

A text is in the language whose words it is made of: the mean Zipf frequency of its words is the
logarithm of how likely they are there. Measured on the courses, no text of three words and more in
its own language is more than 0.2 below another one; of texts in another language 95 to 100 % are
more than 1 below it. Explanations quote the course's language: what is quoted, and what stands in
the exercise itself, is not counted there.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from statistics import mean

from backend.catalogue.frequency import zipf
from backend.catalogue.schemas import Item
from backend.exercises.kinds.base import GAP
from backend.exercises.tongues.registry import tongue_of
from backend.generation.gates.base import Context, Reasons
from backend.generation.gates.texts import Told, told, unquoted, words_of_course
from backend.kit.text import words

COMPARED = ("bg", "en", "nl", "ru", "sr")
ENOUGH = 3  # words
ENOUGH_TOGETHER = 4  # words that stand in no sentence
ENOUGH_TOLD = 4
BELOW, BELOW_TOLD, BELOW_TOGETHER = 0.5, 0.75, 1.0
FOREIGN = 2.0  # a mean Zipf of words that a language hardly has
SENTENCES = {"why", "because", "meaning", "text", "situation", "question"}
NOT_SAID = {"who", "syllables"}

_CYRILLIC, _LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")
_IN_CYRILLIC: Mapping[str, bool] = {"bg": True, "ru": True, "en": False, "nl": False, "sr": False}
_NOT_OF: Mapping[str, re.Pattern[str]] = {
    "bg": re.compile("[ыэёіїђјљњћџ]", re.IGNORECASE),
    "ru": re.compile("[іїђјљњћџ]", re.IGNORECASE),
    "sr": re.compile("[äöüßàèéêñåøæ]", re.IGNORECASE),
}


def language(item: Item, context: Context) -> Reasons:
    texts = told(item.content)
    own = [each for each in texts if each.language is None]
    return [
        *_scripts(own, context.language),
        *_spoken(own, context.language),
        *_explained(texts, words_of_course(item.content)),
    ]


def _scripts(own: list[Told], code: str) -> Iterator[str]:
    cyrillic = _IN_CYRILLIC.get(code, tongue_of(code).cyrillic)
    for each in own:
        if any(_is_mixed(word) for word in _WORD.findall(each.text)):
            yield f"{each.path}: two alphabets stand in one word"
        elif cyrillic is not None and (_LATIN if cyrillic else _CYRILLIC).search(each.text):
            yield f"{each.path}: it is in another alphabet"
        if code in _NOT_OF and _NOT_OF[code].search(each.text):
            yield f"{each.path}: it has letters of another language"


def _is_mixed(word: str) -> bool:
    return bool(_CYRILLIC.search(word) and _LATIN.search(word))


def _spoken(own: list[Told], code: str) -> Iterator[str]:
    """Each text by itself; those too short for it, of one field together.

    Names and syllables are of no language.
    """
    short: dict[str, list[str]] = defaultdict(list)
    for each in own:
        if each.field in NOT_SAID:
            continue
        said = _plain(each.text.replace(GAP, " "))
        if len(said) < ENOUGH:
            short[each.field] += said
        elif (other := another(said, code, BELOW) or strange(said, code)) is not None:
            yield f"{each.path}: it looks like {other}: {each.text}"
    for field, said in short.items():
        if len(said) < ENOUGH_TOGETHER:
            continue
        if (other := another(said, code, BELOW_TOGETHER)) is not None:
            yield f"{field}: the words look like {other}: {', '.join(said)}"


def _explained(texts: list[Told], course: set[str]) -> Iterator[str]:
    for each in texts:
        if each.language is None:
            continue
        if each.field in SENTENCES and _in_no_letter_of(each.language, unquoted(each.text)):
            yield f"{each.path} ({each.language}): it is in another alphabet: {each.text}"
        said = [word for word in _plain(unquoted(each.text)) if word not in course]
        if len(said) < ENOUGH_TOLD:
            continue
        other = another(said, each.language, BELOW_TOLD) or strange(said, each.language)
        if other is not None:
            yield f"{each.path} ({each.language}): it looks like {other}: {each.text}"


def _in_no_letter_of(code: str, text: str) -> bool:
    cyrillic = _IN_CYRILLIC.get(code)
    own, other = (_CYRILLIC, _LATIN) if cyrillic else (_LATIN, _CYRILLIC)
    return cyrillic is not None and own.search(text) is None and other.search(text) is not None


def _plain(text: str) -> list[str]:
    return [word for word in words(text) if not word.isdecimal()]


def another(said: list[str], code: str, below: float) -> str | None:
    """The language that these words are rather of; None where it is `code`."""
    of = {each: _mean(said, each) for each in {*COMPARED, code}}
    best = max(of, key=lambda each: of[each])
    return best if of[best] - of[code] > below else None


def strange(said: list[str], code: str) -> str | None:
    """Whether these words are none of the language, whatever else they are of."""
    return "no language known here" if _mean(said, code) < FOREIGN else None


def _mean(said: list[str], code: str) -> float:
    return mean(zipf(word, code) for word in said)

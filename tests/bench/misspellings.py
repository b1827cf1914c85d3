"""Misspellings to grade: somebody's list, or generated ones from the words of the course."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from backend.catalogue.files import languages, read
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.tongues.alphabets import is_cyrillic
from backend.kit.text import words

SEED = 7
EACH = 4  # misspellings of each kind for one word
KEYBOARDS = {
    False: ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    True: ("явертъуиопшщ", "асдфгхйкл", "зьцжбнм"),
}
_LINE = re.compile(r"(?P<wrong>[^\s>]+?)\s*(?:->|\s)\s*(?P<right>[^\s,]+)")


class Misspelling(NamedTuple):
    wrong: str
    right: str


def listed(path: Path) -> Iterator[Misspelling]:
    """Lines of `wrong right` or `wrong->right`; of several right words the first."""
    for line in path.read_text().splitlines():
        found = _LINE.match(line.strip())
        if found and found["wrong"] != found["right"]:
            yield Misspelling(found["wrong"], found["right"])


@cache
def course_words(language: str) -> tuple[str, ...]:
    contents = (item.content for item in read(language)[0].items)
    typed = (content for content in contents if isinstance(content, TypedContent))
    return tuple(sorted({w for each in typed for text in each.accepted for w in words(text)}))


def generated(language: str, kind: str) -> Iterator[Misspelling]:
    chance = Random(f"{SEED} {language} {kind}")
    for word in course_words(language):
        if word.isalpha() and len(word) > 1:
            made = {MAKE[kind](word, chance) for _ in range(EACH)}
            yield from (Misspelling(wrong, word) for wrong in sorted(made - {word}))


def taught() -> list[str]:
    return sorted(languages())


def _transposed(word: str, chance: Random) -> str:
    place = chance.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _doubled(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place] + word[place:]


def _omitted(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place + 1 :]


def _neighbour(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    row = next((row for row in KEYBOARDS[is_cyrillic(word)] if word[place] in row), word[place])
    at = row.index(word[place])
    beside = row[max(at - 1, 0) : at] + row[at + 1 : at + 2]
    return word[:place] + (chance.choice(beside) if beside else word[place]) + word[place + 1 :]


MAKE = {
    "transposition": _transposed,
    "doubling": _doubled,
    "omission": _omitted,
    "neighbour": _neighbour,
}

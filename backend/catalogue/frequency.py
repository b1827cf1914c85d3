"""Pure but for word lists: are the words of an exercise as frequent as its level wants?

Frequencies are Zipf values (van Heuven et al. 2014: log10 of occurrences in a thousand million
words; 3 is one in a million, above 4 is frequent) of the package wordfreq (Apache-2.0; Speer 2022),
levels are those of CEFR-J (Tono Laboratory, TUFS), directly where its file is there, and of cefrpy
(MIT), which builds on it.

The limits: of the 1,058 words that CEFR-J calls A1, 0.3 % are rarer than 3.0; of those of A2 0.4 %
than 2.6, of those of B1 0.8 % than 2.2. The lists of Bulgarian and Serbian end at 3.0, so that a
word that is not listed says nothing at A2 and B1, and only A1 is held to its limit there.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from statistics import median, quantiles
from typing import NamedTuple

from wordfreq import available_languages, zipf_frequency

from backend.catalogue.levels import LevelsOf
from backend.catalogue.measures import Fault, Measure, measured, percent
from backend.catalogue.schemas import Item, Shelf
from backend.exercises.kinds.base import Content
from backend.exercises.kinds.choose_stress import ChooseStress
from backend.exercises.kinds.complete_dialogue import CompleteDialogue
from backend.exercises.kinds.match_pairs import MatchPairs
from backend.exercises.kinds.read_text import ReadContent
from backend.exercises.kinds.sort_words import SortWords
from backend.exercises.tongues.lexicon import forms
from backend.kit.levels import Level
from backend.kit.text import comparable, words

RAREST: Mapping[Level, float] = {Level.a1: 3.0, Level.a2: 2.6, Level.b1: 2.2}
NAMES = {"sr": "sh"}  # one list for Serbian and its neighbours
SMALL_LIST_ENDS = 3.0
CONTENT_WORD = 3
_SENTENCES = re.compile(r"(?<=[.!?…:;])\s+|\s—\s|\n")


class Met(NamedTuple):
    """A word of an exercise and its Zipf frequency; 0 where no list has it."""

    key: str
    level: Level
    word: str
    zipf: float


def frequency(shelf: Shelf, profiles: Mapping[str, LevelsOf]) -> list[Measure]:
    language = shelf.language.code
    met = [each for item in shelf.items for each in _met(item, language)]
    by_level: dict[Level, list[Met]] = defaultdict(list)
    for each in met:
        by_level[each.level].append(each)
    rare = {item.key: {comparable(word) for word in item.rare} for item in shelf.items}
    measures = [_of_level(level, by_level[level], rare, language) for level in sorted(by_level)]
    if language == "en":
        measures += [
            _above(name, level, by_level[level], of)
            for name, of in profiles.items()
            for level in sorted(by_level)
        ]
    return [*measures, _needless(shelf.items, met, language)]


def texts_of(content: Content) -> list[str]:
    """What a learner must know the words of: the model answer, or all that is read."""
    match content:
        case ReadContent():
            return [content.text]
        case CompleteDialogue():
            return [*(turn.text for turn in content.turns), content.answer]
        case MatchPairs():
            return [text for pair in content.pairs for text in (pair.left, pair.right) if text]
        case SortWords():
            return [word for group in content.groups for word in group.words]
        case ChooseStress():
            return ["".join(content.syllables)]
        case _:
            return [content.right]


def content_words(text: str) -> Iterator[str]:
    """Words of three letters and more: no numbers, and no names, which have a capital inside."""
    for sentence in _SENTENCES.split(text):
        for place, raw in enumerate(sentence.split()):
            bare = raw.strip("\"'“”„«»‘’.,!?…:;()")
            if place and bare[:1].isupper():
                continue
            yield from (word for word in words(raw) if len(word) >= CONTENT_WORD and word.isalpha())


def _met(item: Item, language: str) -> Iterator[Met]:
    for text in texts_of(item.content):
        for word in content_words(text):
            yield Met(item.key, item.level, word, zipf(word, language))


@lru_cache(maxsize=50_000)
def zipf(word: str, language: str) -> float:
    """Of the form or of its lemma, whichever is more frequent: who knows one can read the other."""
    known = forms(language) or {}
    lemma = known.get(word) or known.get(word.capitalize()) or word
    name = NAMES.get(language, language)
    return max(zipf_frequency(each, name) for each in (word, lemma))


def limit_of(level: Level, language: str) -> float:
    """The lowest Zipf frequency of a word at this level; 0 where the list cannot tell."""
    limit = RAREST.get(level, 0.0)
    whole = NAMES.get(language, language) in available_languages("large")
    return limit if whole or limit >= SMALL_LIST_ENDS else 0.0


def _of_level(level: Level, met: list[Met], rare: Mapping[str, set[str]], language: str) -> Measure:
    limit = limit_of(level, language)
    low = {
        (each.key, each.word): each.zipf
        for each in met
        if each.zipf < limit and each.word not in rare[each.key]
    }
    faults = [
        Fault(key, f"'{word}' is rare for {level}: {found:.2f}, the limit is {limit}")
        for (key, word), found in low.items()
    ]
    values = [each.zipf for each in met]
    tenth = quantiles(values, n=10)[0] if len(values) > 1 else min(values)
    told = f"median {median(values):.2f}, 10th percentile {tenth:.2f}, least {min(values):.2f}"
    return measured(f"Zipf of words, {level}", told, f">= {limit}" if limit else "", faults)


def _above(name: str, level: Level, met: list[Met], of: LevelsOf) -> Measure:
    told = {each.word: found for each in met if (found := _level(each.word, of)) is not None}
    if not told:
        return measured(f"{name}: above {level}", "not here")
    above = [word for word, found in told.items() if found > level.rank]
    return measured(
        f"{name}: above {level}", f"{percent(len(above), len(told))} of {len(told)} words"
    )


def _level(word: str, of: LevelsOf) -> int | None:
    found = of(word)
    return of((forms("en") or {}).get(word, word)) if found is None else found


def _needless(items: list[Item], met: list[Met], language: str) -> Measure:
    """An exemption that exempts nothing any more is taken out."""
    low = {(each.key, each.word) for each in met if each.zipf < limit_of(each.level, language)}
    pairs = [(item.key, word) for item in items for word in item.rare]
    faults = [
        Fault(key, f"'{word}' needs no exemption")
        for key, word in pairs
        if (key, comparable(word)) not in low
    ]
    return measured("words exempted as rare", len(pairs), "each needed", faults)

"""Pure: what a correction is about, so that two of the same mistake are one pattern."""

from collections import Counter
from typing import NamedTuple

from rapidfuzz.distance import OSA

from backend.exercises.assessment import Correction, MistakeType
from backend.exercises.tongues.lexicon import forms, is_known
from backend.kit.text import comparable, without_diacritics, words

MOST_KEY = 120
SLIP = 2  # letters
SHORTEST = 4


class Canonical(NamedTuple):
    """`skill` or `lemma`, where it is known what it is about; else `key` alone tells it."""

    type: MistakeType
    skill: str | None
    lemma: str | None

    @property
    def key(self) -> str:
        about = f"skill:{self.skill}" if self.skill else f"lemma:{self.lemma}"
        return f"{self.type}:{about}"[:MOST_KEY]


def canonical(it: Correction, target: str) -> Canonical | None:
    """None where nothing that is heard has changed."""
    wrong, right = comparable(it.wrong), comparable(it.right)
    if wrong == right:
        return None
    # What is about a skill is about any of its words.
    lemma = None if it.skill else it.lemma or _lemma(wrong, right, target)
    return Canonical(_type(it, target), it.skill, lemma)


def _type(it: Correction, target: str) -> MistakeType:
    """What can be seen goes before what was said of it."""
    wrong, right = words(it.wrong), words(it.right)
    if Counter(wrong) == Counter(right):
        return MistakeType.order
    if _is_misspelt(wrong, right, target):
        return MistakeType.spelling
    return it.type


def _is_misspelt(wrong: list[str], right: list[str], target: str) -> bool:
    """A slip or missing accents, in a word that the language does not have."""
    differing = [(said, meant) for said, meant in zip(wrong, right, strict=False) if said != meant]
    if len(wrong) != len(right):
        return False
    return all(_is_slip(said, meant) and not is_known(said, target) for said, meant in differing)


def _is_slip(said: str, meant: str) -> bool:
    if without_diacritics(said) == without_diacritics(meant):
        return True
    return min(len(said), len(meant)) >= SHORTEST and OSA.distance(said, meant) <= SLIP


def _lemma(wrong: str, right: str, target: str) -> str:
    """Of the first word that changes; of what is left out, where nothing comes in its place."""
    said, meant = wrong.split(), right.split()
    new = [word for word in meant if word not in said] or meant
    gone = [word for word in said if word not in meant] or said
    word = (new or gone)[0]
    known = forms(target) or {}
    return known.get(word) or known.get(word.capitalize()) or word

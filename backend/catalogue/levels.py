"""The level of English words by published lists, where they are at hand.

CEFR-J's file lies outside of the repository; cefrpy is a package for development only. What is
absent knows no word.
"""

import csv
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

from backend.kit.levels import Level

LevelsOf: TypeAlias = Callable[[str], int | None]
"""A word in small letters -> the rank of its level, 0 for A1; None for a word not listed."""

BESIDE = Path(__file__).parents[2].parent / "shared" / "data"
PROFILE = Path("cefrj") / "cefrj-vocabulary-profile-1.5.csv"


def profiles(folder: Path = BESIDE) -> Mapping[str, LevelsOf]:
    """Name -> list. `folder` is of data that is shared beside the checkout."""
    return {"CEFR-J": cefrj(folder).get, "cefrpy": by_cefrpy}


def cefrj(folder: Path) -> Mapping[str, int]:
    """Headword -> the lowest of its levels; variants stand side by side: `grey/gray`."""
    path = folder / PROFILE
    if not path.is_file():
        return {}
    found: dict[str, int] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            rank = Level(row["CEFR"]).rank
            for word in row["headword"].lower().split("/"):
                found[word] = min(rank, found.get(word, rank))
    return found


def by_cefrpy(word: str) -> int | None:
    """The easiest of a word's uses: a learner meets `book` as a noun first."""
    analyzer = _cefrpy()
    if analyzer is None or not analyzer.is_word_in_database(word):
        return None
    levels = analyzer.get_pos_level_dict_for_word(
        word, pos_tag_as_string=True, word_level_as_float=True
    )
    return round(min(levels.values())) - 1 if levels else None


@lru_cache(maxsize=1)
def _cefrpy() -> Any:
    return import_module("cefrpy").CEFRAnalyzer() if find_spec("cefrpy") else None

"""How frequent a word is, by the lists of wordfreq (Apache-2.0; Speer 2022). Only workers load it.

The first question about a language reads its list: 0.2 s, once a process.
"""

from collections.abc import Callable
from functools import lru_cache

from wordfreq import available_languages, zipf_frequency

from backend.exercises.tongues.lexicon import forms

NAMES = {"sr": "sh"}  # one list for Serbian and its neighbours
SMALL_LIST_ENDS = 3.0


def has_list(language: str) -> bool:
    return NAMES.get(language, language) in available_languages()


def list_ends(language: str) -> float:
    """The Zipf value below which a word is not listed, whatever it is."""
    large = NAMES.get(language, language) in available_languages("large")
    return 0.0 if large else SMALL_LIST_ENDS


def zipf_of(language: str) -> Callable[[str], float]:
    """Word -> its Zipf value (log10 of occurrences in a thousand million words), or that of its
    base form where that one is more frequent; 0 where no list has it."""
    return lambda word: _zipf(word, language)


@lru_cache(maxsize=50_000)
def _zipf(word: str, language: str) -> float:
    name = NAMES.get(language, language)
    lemma = (forms(language) or {}).get(word, word)
    return max(zipf_frequency(word, name), zipf_frequency(lemma, name))

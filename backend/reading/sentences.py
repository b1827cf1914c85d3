"""Pure: the words of a sentence that can be tapped."""

import re
from collections.abc import Iterable, Mapping
from typing import Any


def tappable(sentence: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each form with its lemma, in the order of the sentence: what is stored has none."""
    words: Mapping[str, str] = sentence.get("words") or {}
    return sorted(words.items(), key=lambda word: _place(word[0], sentence["text"]))


def _place(form: str, text: str) -> int:
    found = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text)
    return found.start() if found else len(text)


def lemmas(sentences: Iterable[Mapping[str, Any]]) -> set[str]:
    return {lemma for one in sentences for _, lemma in tappable(one)}

"""What every way to spoil a good draft takes: the draft, and what else there is."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, TypeAlias

from wordfreq import zipf_frequency

from backend.catalogue.frequency import NAMES as LISTS
from backend.exercises.tongues.lexicon import forms
from tests.bench.written import Written

Draft: TypeAlias = dict[str, Any]
Way: TypeAlias = Callable[[Written, "Around"], Draft | None]

CHOOSING = ("choose_sentence", "choose_word", "complete_dialogue", "correct_mistake", "fill_gap")
TYPED = ("translate", "type_gap", "order_words")


class Around:
    """What a way may take from elsewhere: other good drafts, chance, rare words."""

    def __init__(self, others: Sequence[Written], chance: Random) -> None:
        self.others = list(others)
        self.chance = chance
        self._rare: dict[str, list[str]] = {}

    def like(self, it: Written) -> Written | None:
        """Another draft of the same language and kind."""
        same = [
            other
            for other in self.others
            if (other.order.language, other.order.kind) == (it.order.language, it.order.kind)
            and other.item.key != it.item.key
        ]
        return self.chance.choice(same) if same else None

    def rare(self, language: str) -> str:
        """A real word of the language that hardly anybody needs."""
        if language not in self._rare:
            name = LISTS.get(language, language)
            lemmas = sorted(set((forms(language) or {}).values()))
            some = self.chance.sample(lemmas, min(len(lemmas), 20_000))
            self._rare[language] = [
                word
                for word in some
                if word.isalpha()
                and word.islower()
                and 5 <= len(word) <= 11
                and zipf_frequency(word, name) < 2.0
                and (language != "sr" or word.isascii() or not _is_cyrillic(word))
            ][:500]
        return self.chance.choice(self._rare[language])


def _is_cyrillic(word: str) -> bool:
    return any("\u0400" <= sign <= "\u04ff" for sign in word)

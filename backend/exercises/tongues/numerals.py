"""Numbers in words made digits. Pure: a language gives its words, this module adds them up."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from backend.exercises.tongues.shape import Words

HUNDRED = 100
TEN = 10


def _nothing(_: str) -> int | None:
    return None


@dataclass(frozen=True, eq=False)
class Numerals:
    """`small` names 0 to 19 and the tens, `hundreds` the hundreds that are one word.

    A word of `hundred` multiplies what stands before it; `lead` stands for one there (a hundred).
    A word of `after_hundreds` or `after_tens` may stand between two parts. `compound` reads one
    word for what `small` lacks (eenentwintig).
    """

    small: Mapping[str, int]
    hundreds: Mapping[str, int]
    hundred: frozenset[str] = frozenset()
    lead: str = ""
    after_hundreds: frozenset[str] = frozenset()
    after_tens: frozenset[str] = frozenset()
    compound: Callable[[str], int | None] = _nothing

    def value(self, word: str) -> int | None:
        found = self.small.get(word)
        return self.compound(word) if found is None else found

    def in_digits(self, words: Words) -> Words:
        """The words with every number from 0 to 999 in digits."""
        return tuple(self._digitised(list(words)))

    def _digitised(self, words: list[str]) -> Iterator[str]:
        place = 0
        while place < len(words):
            number, taken = self._number(words[place:])
            yield str(number) if taken else words[place]
            place += taken or 1

    def _number(self, words: list[str]) -> tuple[int, int]:
        """The number that the words begin with, and how many of them it takes; none takes 0."""
        number, taken = self._hundreds(words)
        rest, more = self._below_hundred(words[taken:], linked=taken > 0)
        return number + rest, taken + more

    def _hundreds(self, words: list[str]) -> tuple[int, int]:
        first, second = (*words, "", "")[:2]
        if first in self.hundreds:
            return self.hundreds[first], 1
        if second in self.hundred:
            times = 1 if first == self.lead else self.small.get(first, 0)
            return (times * HUNDRED, 2) if 0 < times < TEN else (0, 0)
        return 0, 0

    def _below_hundred(self, words: list[str], *, linked: bool) -> tuple[int, int]:
        skip = 1 if linked and words and words[0] in self.after_hundreds else 0
        tens = self.value(words[skip]) if len(words) > skip else None
        if tens is None:
            return 0, 0
        if tens >= 2 * TEN and tens % TEN == 0:
            unit, taken = self._unit(words[skip + 1 :])
            return tens + unit, skip + 1 + taken
        return tens, skip + 1

    def _unit(self, words: list[str]) -> tuple[int, int]:
        skip = 1 if words and words[0] in self.after_tens else 0
        unit = self.small.get(words[skip], 0) if len(words) > skip else 0
        return (unit, skip + 1) if 0 < unit < TEN else (0, 0)

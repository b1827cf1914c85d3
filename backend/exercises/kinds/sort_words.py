"""Sort words into groups: nouns by article, verbs by auxiliary, things by what they are."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal, TypeAlias

from pydantic import Field

from backend.errors import NotAnOption
from backend.exercises.grading import (
    FALLBACK,
    Judgement,
    Learner,
    Piece,
    Role,
    Verdict,
    in_language,
)
from backend.exercises.kinds.base import (
    Content,
    Hint,
    HintKind,
    Line,
    Picked,
    Said,
    Shown,
    Value,
    refuse,
)
from backend.kit.text import comparable

FEWEST = 4

Placed: TypeAlias = tuple[str, int, int]
"""A word, the number of its group, and that of the group it was put in."""


class Group(Value):
    name: dict[str, str]
    words: list[Line] = Field(min_length=1, max_length=5)

    def named(self, native: str) -> str:
        return in_language(self.name, native) or next(iter(self.name.values()))


class SortWordsShown(Shown):
    kind: Literal["sort_words"] = "sort_words"
    words: list[str]
    groups: list[str]


class SortWords(Content):
    """The answer picks, for each word as shown, the number of its group.

    Groups keep their order, words are shuffled. Part i is the i-th word of all groups in turn.
    """

    kind: Literal["sort_words"]
    groups: list[Group] = Field(min_length=2, max_length=3)
    needs_meaning: ClassVar[bool] = False

    @property
    def right(self) -> str:
        return self._told([(word, own, own) for word, own in self._words()], FALLBACK)

    def parts(self) -> int:
        return len(self._words())

    def _words(self) -> list[tuple[str, int]]:
        """Every word, and the number of its group."""
        return [(word, number) for number, group in enumerate(self.groups) for word in group.words]

    def show(self, order: Sequence[int], native: str) -> SortWordsShown:
        words = self._words()
        return SortWordsShown(
            words=[words[part][0] for part in order],
            groups=[group.named(native) for group in self.groups],
        )

    def judge(self, said: Said, order: Sequence[int], learner: Learner) -> Judgement:
        if not isinstance(said, Picked):
            raise refuse(said, self)
        if len(said.picks) != len(order) or max(said.picks) >= len(self.groups):
            raise NotAnOption("every word belongs to one of the groups")
        words = self._words()
        picked = [(*words[part], pick) for part, pick in zip(order, said.picks, strict=True)]
        wrong = any(group != pick for _, group, pick in picked)
        return Judgement(
            verdict=Verdict.wrong if wrong else Verdict.correct,
            said=self._told(picked, learner.native),
            right=self.given_up(learner.native).right,
            rows=self._rows(picked, learner.native),
        )

    def given_up(self, native: str) -> Judgement:
        own = [(word, group, group) for word, group in self._words()]
        right, rows = self._told(own, native), self._rows(own, native)
        return Judgement(verdict=Verdict.wrong, said="", right=right, rows=rows)

    def _told(self, picked: Sequence[Placed], native: str) -> str:
        groups = [
            ", ".join(word for word, _, pick in picked if pick == number)
            for number in range(len(self.groups))
        ]
        names = [group.named(native) for group in self.groups]
        return "; ".join(f"{name}: {told}" for name, told in zip(names, groups, strict=True))

    def _rows(self, picked: Sequence[Placed], native: str) -> tuple[tuple[Piece, ...], ...]:
        return tuple(self._row(number, picked, native) for number in range(len(self.groups)))

    def _row(self, number: int, picked: Sequence[Placed], native: str) -> tuple[Piece, ...]:
        """A group: what stood there rightly, what was missing, and what did not belong."""
        kept = [(w, Role.same) for w, own, pick in picked if own == pick == number]
        missing = [(w, Role.missing) for w, own, pick in picked if own == number != pick]
        extra = [(w, Role.extra) for w, own, pick in picked if pick == number != own]
        words = [*kept, *missing, *extra]
        commas = [*([","] * (len(words) - 1)), ""]
        return (
            Piece(text=f"{self.groups[number].named(native)}:", role=Role.same),
            *(
                Piece(text=f"{word}{comma}", role=role)
                for (word, role), comma in zip(words, commas, strict=True)
            ),
        )

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        words = self._words()
        known = [words[part] for part in order][: max(len(order) - 2, 0)]
        return [
            Hint(kind=HintKind.part, text=f"{word} → {self.groups[group].named(native)}")
            for word, group in known[:2]
        ]

    def problems(self) -> Iterator[str]:
        words = [comparable(word) for word, _ in self._words()]
        if len(set(words)) < len(words):
            yield "a word stands in two places"
        if len(words) < FEWEST:
            yield f"fewer than {FEWEST} words are not worth sorting"

"""Sort words into groups: nouns by article, verbs by auxiliary, things by what they are."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from backend.errors import NotAnOption
from backend.exercises.grading import (
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
        return "; ".join(f"{group.named('en')}: {', '.join(group.words)}" for group in self.groups)

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
            said="; ".join(
                f"{group.named('en')}: {', '.join(w for w, _, pick in picked if pick == number)}"
                for number, group in enumerate(self.groups)
            ),
            right=self.right,
            rows=tuple(
                self._row(number, picked, learner.native) for number in range(len(self.groups))
            ),
        )

    def _row(
        self, number: int, picked: Sequence[tuple[str, int, int]], native: str
    ) -> tuple[Piece, ...]:
        """A group: what stood there rightly, what did not belong, and what was missing."""
        head = Piece(text=f"{self.groups[number].named(native)}:", role=Role.same)
        kept = [Piece(text=w, role=Role.same) for w, own, pick in picked if own == pick == number]
        extra = [Piece(text=w, role=Role.extra) for w, own, pick in picked if pick == number != own]
        missing = [
            Piece(text=w, role=Role.missing) for w, own, pick in picked if own == number != pick
        ]
        return (head, *kept, *missing, *extra)

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

"""Match pairs: every left one has its right one."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import ClassVar, Literal

from pydantic import Field, model_validator

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

BETWEEN = " — "


class Pair(Value):
    """`left` in the target language; what belongs to it is there too, or is its `meaning`."""

    left: Line
    right: Line | None = None
    meaning: dict[str, str] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "Pair":
        if (self.right is None) == (self.meaning is None):
            raise ValueError("a pair has a right side or a meaning")
        return self

    def other(self, native: str) -> str:
        meaning = self.meaning or {}
        return self.right or in_language(meaning, native) or next(iter(meaning.values()))


def _told(made: Iterable[tuple[Pair, Pair]], native: str) -> str:
    return "; ".join(f"{mine.left}{BETWEEN}{other.other(native)}" for mine, other in made)


class MatchPairsShown(Shown):
    kind: Literal["match_pairs"] = "match_pairs"
    left: list[str]
    right: list[str]


class MatchPairs(Content):
    """The answer picks, for each left side as shown, the number of a right side as shown.

    Part i is the left side of pair i, part n + i its right side; each side is shuffled by itself.
    """

    kind: Literal["match_pairs"]
    pairs: list[Pair] = Field(min_length=3, max_length=6)
    needs_meaning: ClassVar[bool] = False

    @property
    def right(self) -> str:
        return self._right(FALLBACK)

    def _right(self, native: str) -> str:
        return _told(zip(self.pairs, self.pairs, strict=True), native)

    @property
    def source(self) -> dict[str, str] | None:
        return next((pair.meaning for pair in self.pairs if pair.meaning is not None), None)

    def parts(self) -> int:
        return 2 * len(self.pairs)

    def shuffled(self, chance: Random) -> list[int]:
        size = len(self.pairs)
        right = chance.sample(range(size, 2 * size), size)
        return [*chance.sample(range(size), size), *right]

    def show(self, order: Sequence[int], native: str) -> MatchPairsShown:
        left, right = self._sides(order)
        return MatchPairsShown(
            left=[self.pairs[pair].left for pair in left],
            right=[self.pairs[pair].other(native) for pair in right],
        )

    def _sides(self, order: Sequence[int]) -> tuple[list[int], list[int]]:
        """The pairs that the left and the right sides, as shown, are of."""
        size = len(self.pairs)
        return list(order[:size]), [part - size for part in order[size:]]

    def judge(self, said: Said, order: Sequence[int], learner: Learner) -> Judgement:
        if not isinstance(said, Picked):
            raise refuse(said, self)
        left, right = self._sides(order)
        if sorted(said.picks) != list(range(len(right))):
            raise NotAnOption("every right side belongs to one left side")
        made = [(mine, right[pick]) for mine, pick in zip(left, said.picks, strict=True)]
        wrong = any(mine != other for mine, other in made)
        return Judgement(
            verdict=Verdict.wrong if wrong else Verdict.correct,
            said=_told(
                ((self.pairs[mine], self.pairs[other]) for mine, other in made), learner.native
            ),
            right=self._right(learner.native),
            rows=tuple(self._row(*pair, learner.native) for pair in made),
        )

    def given_up(self, native: str) -> Judgement:
        rows = tuple(self._row(pair, pair, native) for pair in range(len(self.pairs)))
        return Judgement(verdict=Verdict.wrong, said="", right=self._right(native), rows=rows)

    def _row(self, left: int, right: int, native: str) -> tuple[Piece, ...]:
        mine, other = self.pairs[left].other(native), self.pairs[right].other(native)
        start = Piece(text=f"{self.pairs[left].left}{BETWEEN.rstrip()}", role=Role.same)
        if left == right:
            return (start, Piece(text=mine, role=Role.same))
        return (start, Piece(text=other, role=Role.extra), Piece(text=mine, role=Role.missing))

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        left, _ = self._sides(order)
        pairs = [self.pairs[pair] for pair in left[: len(left) - 2]]
        return [
            Hint(kind=HintKind.part, text=f"{pair.left}{BETWEEN}{pair.other(native)}")
            for pair in pairs[:2]
        ]

    def problems(self) -> Iterator[str]:
        if len({comparable(pair.left) for pair in self.pairs}) < len(self.pairs):
            yield "a left side stands twice"
        for native in {"en", *(self.source or {})}:
            others = [comparable(pair.other(native)) for pair in self.pairs]
            if len(set(others)) < len(others):
                yield f"a right side stands twice ({native})"
        if len({pair.meaning is None for pair in self.pairs}) > 1:
            yield "some pairs have a meaning and some have none"

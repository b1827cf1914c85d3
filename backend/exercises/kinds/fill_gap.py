"""Fill the gap from a bank of words."""

from collections.abc import Iterator, Sequence
from typing import Literal

from backend.exercises.kinds.base import GAP, Line, Shown, filled
from backend.exercises.kinds.options import Options


class FillGapShown(Shown):
    kind: Literal["fill_gap"] = "fill_gap"
    sentence: str
    options: list[str]


class FillGap(Options):
    """`sentence` has one gap, written as three underscores."""

    kind: Literal["fill_gap"]
    sentence: Line

    @property
    def right(self) -> str:
        return filled(self.sentence, self.answer)

    def show(self, order: Sequence[int], native: str) -> FillGapShown:
        return FillGapShown(sentence=self.sentence, options=self.offered(order))

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if self.sentence.count(GAP) != 1:
            yield f"the sentence needs exactly one {GAP}"

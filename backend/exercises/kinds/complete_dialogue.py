"""Complete the dialogue: choose what somebody says in it."""

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from backend.exercises.kinds.base import GAP, Line, Shown, Value, filled
from backend.exercises.kinds.options import Options


class Turn(Value):
    """`who` is a name, or a letter."""

    who: Line
    text: Line


class CompleteDialogueShown(Shown):
    kind: Literal["complete_dialogue"] = "complete_dialogue"
    turns: list[Turn]
    options: list[str]


class CompleteDialogue(Options):
    """One of the `turns` has a gap, written as three underscores, or is nothing but one."""

    kind: Literal["complete_dialogue"]
    turns: list[Turn] = Field(min_length=2, max_length=6)

    @property
    def right(self) -> str:
        with_gap = next(turn.text for turn in self.turns if GAP in turn.text)
        return filled(with_gap, self.answer)

    def show(self, order: Sequence[int], native: str) -> CompleteDialogueShown:
        return CompleteDialogueShown(turns=self.turns, options=self.offered(order))

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if sum(turn.text.count(GAP) for turn in self.turns) != 1:
            yield f"the dialogue needs exactly one {GAP}"

"""Choose the sentence: one of several is right."""

from collections.abc import Sequence
from typing import Literal

from backend.exercises.grading import in_language
from backend.exercises.kinds.base import Hint, HintKind, Shown
from backend.exercises.kinds.options import Options


class ChooseSentenceShown(Shown):
    kind: Literal["choose_sentence"] = "choose_sentence"
    situation: str | None
    options: list[str]


class ChooseSentence(Options):
    """`situation` says, in the learner's language, what the sentence should express."""

    kind: Literal["choose_sentence"]
    situation: dict[str, str] | None = None

    @property
    def right(self) -> str:
        return self.answer

    def show(self, order: Sequence[int], native: str) -> ChooseSentenceShown:
        return ChooseSentenceShown(
            situation=in_language(self.situation, native), options=self.offered(order)
        )

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        given = super().hints(order, native)
        if in_language(self.situation, native) is None:
            return given
        # What it means is what the situation asks for: a hint that helps with nothing.
        return [hint for hint in given if hint.kind is not HintKind.meaning]

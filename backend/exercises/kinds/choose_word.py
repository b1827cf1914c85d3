"""Choose the word, or the answer, to a question put in the learner's language."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from backend.exercises.grading import in_language
from backend.exercises.kinds.base import Shown
from backend.exercises.kinds.options import Options


class ChooseWordShown(Shown):
    kind: Literal["choose_word"] = "choose_word"
    question: str
    options: list[str]


class ChooseWord(Options):
    """`question` asks for one word: its meaning, its opposite, what one says when …"""

    kind: Literal["choose_word"]
    question: dict[str, str]
    needs_meaning: ClassVar[bool] = False

    @property
    def right(self) -> str:
        return self.answer

    @property
    def source(self) -> dict[str, str]:
        return self.question

    def show(self, order: Sequence[int], native: str) -> ChooseWordShown:
        question = in_language(self.question, native) or next(iter(self.question.values()))
        return ChooseWordShown(question=question, options=self.offered(order))

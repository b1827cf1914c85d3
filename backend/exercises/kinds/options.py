"""One right option among wrong ones, each with its reason: what choosing kinds share."""

from collections.abc import Iterator, Sequence

from pydantic import Field

from backend.errors import NotAnOption
from backend.exercises.grading import Judgement, Learner, Verdict
from backend.exercises.kinds.base import (
    Choice,
    Content,
    Hint,
    Line,
    Reasoned,
    Said,
    Typed,
    meaning_hint,
    out_hints,
    refuse,
)
from backend.exercises.matching import Closeness, match
from backend.exercises.tongues.registry import tongue_of
from backend.exercises.tongues.rules import Tongue
from backend.kit.text import comparable

STANDS_OUT = 1.5
STANDS_OUT_BY = 8


class Options(Content):
    """Content with one key among `wrong` options. Part 0 is the answer; showings shuffle."""

    answer: Line
    wrong: list[Reasoned] = Field(min_length=1, max_length=5)

    def parts(self) -> int:
        return 1 + len(self.wrong)

    def offered(self, order: Sequence[int]) -> list[str]:
        texts = [self.answer, *(option.text for option in self.wrong)]
        return [texts[part] for part in order]

    def judge(self, said: Said, order: Sequence[int], learner: Learner) -> Judgement:
        part = self._part(said, order, learner)
        if part == 0:
            return Judgement(verdict=Verdict.correct, said=self.answer, right=self.right)
        option = self.wrong[part - 1]
        return Judgement(
            verdict=Verdict.wrong,
            said=option.text,
            right=self.right,
            because=option.because,
        )

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        out = out_hints(self, [option.text for option in self.wrong], order)
        return [*out[:1], *meaning_hint(self, native), *out[1:]]

    def _part(self, said: Said, order: Sequence[int], learner: Learner) -> int:
        if isinstance(said, Choice):
            if said.index >= len(order):
                raise NotAnOption(f"option {said.index} was not offered")
            return order[said.index]
        if isinstance(said, Typed):
            return self._typed_part(said.text, tongue_of(learner.target))
        raise refuse(said, self)

    def _typed_part(self, text: str, tongue: Tongue) -> int:
        # A learner may type an option instead of tapping it; anything else is no answer.
        options = self.offered(range(self.parts()))
        for part, option in enumerate(options):
            if comparable(option) == comparable(text):
                return part
        same = [n for n, option in enumerate(options) if _says(text, option, tongue)]
        if len(same) == 1:
            return same[0]
        raise NotAnOption("the text is none of the options")

    def problems(self) -> Iterator[str]:
        texts = [self.answer, *(option.text for option in self.wrong)]
        if len({comparable(text) for text in texts}) < len(texts):
            yield "two options are the same"
        lengths = sorted(len(option.text) for option in self.wrong)
        key = len(self.answer)
        if key > lengths[-1] * STANDS_OUT and key - lengths[-1] >= STANDS_OUT_BY:
            yield "the key stands out: it is much longer than every wrong option"
        if key * STANDS_OUT < lengths[0] and lengths[0] - key >= STANDS_OUT_BY:
            yield "the key stands out: it is much shorter than every wrong option"


def _says(text: str, option: str, tongue: Tongue) -> bool:
    return match(text, [option], tongue=tongue).closeness is Closeness.same

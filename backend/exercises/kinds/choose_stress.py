"""Choose the stress: which syllable of the word is said loudest."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from backend.errors import NotAnOption
from backend.exercises.grading import Judgement, Learner, Verdict
from backend.exercises.kinds.base import (
    Choice,
    Content,
    Hint,
    Line,
    Said,
    Shown,
    Typed,
    meaning_hint,
    out_hints,
    refuse,
)
from backend.kit.text import clean

JOINT = "·"
FEWEST = 3


class ChooseStressShown(Shown):
    kind: Literal["choose_stress"] = "choose_stress"
    word: str
    options: list[str]


class ChooseStress(Content):
    """A word in its `syllables`; `stressed` is the number of the loud one, from 1.

    An option is the word with one syllable in capitals.
    """

    kind: Literal["choose_stress"]
    syllables: list[Line] = Field(min_length=2, max_length=7)
    stressed: int = Field(ge=1, le=7)
    needs_meaning: ClassVar[bool] = True

    @property
    def right(self) -> str:
        return self._with(self.stressed - 1)

    def _with(self, loud: int) -> str:
        return JOINT.join(
            part.upper() if place == loud else part for place, part in enumerate(self.syllables)
        )

    def parts(self) -> int:
        return len(self.syllables)

    def show(self, order: Sequence[int], native: str) -> ChooseStressShown:
        options = [self._with(part) for part in order]
        return ChooseStressShown(word="".join(self.syllables), options=options)

    def judge(self, said: Said, order: Sequence[int], learner: Learner) -> Judgement:
        loud = self._loud(said, order)
        verdict = Verdict.correct if loud == self.stressed - 1 else Verdict.wrong
        return Judgement(verdict=verdict, said=self._with(loud), right=self.right)

    def _loud(self, said: Said, order: Sequence[int]) -> int:
        if isinstance(said, Choice):
            if said.index >= len(order):
                raise NotAnOption(f"option {said.index} was not offered")
            return order[said.index]
        if isinstance(said, Typed):
            # Typed, its capitals tell: the rest of the word is in small letters.
            text = clean(said.text).replace(JOINT, "").replace("-", "")
            for loud in range(self.parts()):
                if self._with(loud).replace(JOINT, "") == text:
                    return loud
            raise NotAnOption("the text is none of the options")
        raise refuse(said, self)

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        quiet = [self._with(part) for part in range(self.parts()) if part != self.stressed - 1]
        return [*meaning_hint(self, native), *out_hints(self, quiet, order)]

    def problems(self) -> Iterator[str]:
        if self.stressed > len(self.syllables):
            yield f"there is no syllable {self.stressed}"
        if len(self.syllables) < FEWEST:
            yield "two syllables are a coin's toss: take a longer word"
        if any(part != part.lower() for part in self.syllables):
            yield "syllables are written in small letters"

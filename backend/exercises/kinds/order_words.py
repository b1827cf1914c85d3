"""Put the words in order by tapping chips."""

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.errors import NotAnOption
from backend.exercises.grading import Judgement, Learner, Texts, Verdict, in_language
from backend.exercises.kinds.base import (
    Content,
    Hint,
    HintKind,
    Line,
    Ordered,
    Reasoned,
    Said,
    Shown,
    Typed,
    refuse,
)
from backend.exercises.matching import Closeness, difference, match
from backend.exercises.tongues.registry import tongue_of
from backend.exercises.tongues.rules import Tongue
from backend.kit.text import comparable

SHUFFLES = 10
RIGHT = {Closeness.same: Verdict.correct, Closeness.slip: Verdict.almost}

Chip = Annotated[str, StringConstraints(min_length=1, max_length=30)]


class OrderWordsShown(Shown):
    kind: Literal["order_words"] = "order_words"
    meaning: str | None
    chips: list[str]


class OrderWords(Content):
    """Every sentence of `accepted` uses all `chips`; `spare` chips fit in none of them."""

    kind: Literal["order_words"]
    chips: list[Chip] = Field(min_length=3, max_length=12)
    spare: list[Chip] = Field(default=[], max_length=3)
    accepted: list[Line] = Field(min_length=1, max_length=20)
    slips: list[Reasoned] = Field(default=[], max_length=20)

    @property
    def right(self) -> str:
        return self.accepted[0]

    def parts(self) -> int:
        return len(self.chips) + len(self.spare)

    def shuffled(self, chance: Random) -> list[int]:
        """An order in which the chips do not stand right already, where chance finds one."""
        tries = (super(OrderWords, self).shuffled(chance) for _ in range(SHUFFLES))
        right = {comparable(text) for text in self.accepted}
        chips = [*self.chips, *self.spare]
        return next(
            (o for o in tries if comparable(" ".join(chips[part] for part in o)) not in right),
            list(reversed(range(self.parts()))),
        )

    def show(self, order: Sequence[int], native: str) -> OrderWordsShown:
        chips = [*self.chips, *self.spare]
        return OrderWordsShown(
            meaning=in_language(self.meaning, native),
            chips=[chips[part] for part in order],
        )

    def judge(self, said: Said, order: Sequence[int], learner: Learner) -> Judgement:
        text, tongue = self._sentence(said, order), tongue_of(learner.target)
        for right in self.accepted:
            if comparable(right) == comparable(text):
                return Judgement(verdict=Verdict.correct, said=text, right=right)
        if isinstance(said, Typed) and (mended := self._typed(text, tongue)):
            return mended
        return Judgement(
            verdict=Verdict.wrong,
            said=text,
            right=self.right,
            because=self._because(text, tongue),
            pieces=difference(text, self.right, tongue),
        )

    def _typed(self, text: str, tongue: Tongue) -> Judgement | None:
        """A typed sentence that is right but for its spelling; chips have none."""
        taboo = [*self.spare, *(slip.text for slip in self.slips)]
        found = match(text, self.accepted, others=taboo, tongue=tongue)
        if self._because(text, tongue) or found.closeness not in RIGHT:
            return None
        verdict = RIGHT[found.closeness]
        pieces = difference(text, found.accepted, tongue) if verdict is Verdict.almost else ()
        return Judgement(verdict=verdict, said=text, right=found.accepted, pieces=pieces)

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        words = self.right.split()
        begun = [" ".join(words[:size]) for size in (1, 2)][: max(len(words) - 2, 0)]
        return [
            *(Hint(kind=HintKind.out, text=chip) for chip in self.spare[:1]),
            *(Hint(kind=HintKind.letters, text=f"{text} …") for text in begun),
        ]

    def _sentence(self, said: Said, order: Sequence[int]) -> str:
        if isinstance(said, Typed):
            if not comparable(said.text):
                raise NotAnOption("there is no word in this answer")
            return said.text
        if not isinstance(said, Ordered):
            raise refuse(said, self)
        if len(set(said.order)) < len(said.order) or max(said.order) >= len(order):
            raise NotAnOption("a chip was used twice or was not offered")
        chips = [*self.chips, *self.spare]
        return " ".join(chips[order[place]] for place in said.order)

    def _because(self, text: str, tongue: Tongue) -> Texts | None:
        said = tongue.words(text)
        return next((s.because for s in self.slips if tongue.words(s.text) == said), None)

    def problems(self) -> Iterator[str]:
        chips = Counter(comparable(" ".join(self.chips)).split())
        for text in self.accepted:
            if Counter(comparable(text).split()) != chips:
                yield f"'{text}' does not use exactly the chips"
        accepted = {comparable(text) for text in self.accepted}
        if len(accepted) < len(self.accepted):
            yield "an accepted order stands twice"
        if accepted & {comparable(slip.text) for slip in self.slips}:
            yield "an order is accepted and a slip at once"
        if not self.slips:
            yield "a word order needs at least one known slip with its reason"

"""Choose what was heard: whole sentences, or words that sound nearly alike."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from backend.exercises.kinds.base import GAP, Hint, Line, Shown, filled, out_hints
from backend.exercises.kinds.options import Options


class ChooseHeardShown(Shown):
    kind: Literal["choose_heard"] = "choose_heard"
    heard: ClassVar[bool] = True
    options: list[str]


class HeardOptions(Options):
    """Options that only the ear can choose from."""

    needs_voice: ClassVar[bool] = True

    @property
    def heard(self) -> str:
        return self.right

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        """Not what the answer means: whoever reads that need not listen."""
        return out_hints(self, [option.text for option in self.wrong], order)


class ChooseHeard(HeardOptions):
    """`answer` is read aloud among `wrong` ones that a learner could take for it."""

    kind: Literal["choose_heard"]

    @property
    def right(self) -> str:
        return self.answer

    def show(self, order: Sequence[int], native: str) -> ChooseHeardShown:
        return ChooseHeardShown(options=self.offered(order))


class MinimalPairShown(Shown):
    kind: Literal["minimal_pair"] = "minimal_pair"
    heard: ClassVar[bool] = True
    sentence: str
    options: list[str]


class MinimalPair(HeardOptions):
    """Words that differ in one sound. `sentence` has a gap that all of them fill with sense, so
    that only the ear can tell; it is read aloud with the answer in it.
    """

    kind: Literal["minimal_pair"]
    sentence: Line

    @property
    def right(self) -> str:
        return filled(self.sentence, self.answer)

    def show(self, order: Sequence[int], native: str) -> MinimalPairShown:
        return MinimalPairShown(sentence=self.sentence, options=self.offered(order))

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if self.sentence.count(GAP) != 1:
            yield f"the sentence needs exactly one {GAP}"

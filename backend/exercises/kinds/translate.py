"""Translate a sentence into the target language; several wordings are accepted."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from backend.exercises.grading import Texts
from backend.exercises.kinds.base import Shown
from backend.exercises.kinds.typed import TypedContent


class TranslateShown(Shown):
    kind: Literal["translate"] = "translate"
    typed: ClassVar[bool] = True
    text: str


class Translate(TypedContent):
    """`text` is the sentence to translate, by native language."""

    kind: Literal["translate"]
    text: dict[str, str]
    open_ended: ClassVar[bool] = True

    @property
    def right(self) -> str:
        return self.accepted[0]

    @property
    def source(self) -> Texts:
        return self.text

    def show(self, order: Sequence[int], native: str) -> TranslateShown:
        # It stays open for a learner who changes their native language meanwhile.
        return TranslateShown(text=self.text.get(native) or next(iter(self.text.values())))

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if not self.slips:
            yield "a translation needs at least one known slip with its reason"

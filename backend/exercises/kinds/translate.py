"""Translate a sentence into the target language; several wordings are accepted."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from backend.exercises.grading import Texts
from backend.exercises.kinds.base import Hint, HintKind, Shown
from backend.exercises.kinds.typed import ENDS, TypedContent
from backend.kit.text import clean

LONG_ENOUGH = 3


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

    def _last_hint(self, native: str) -> list[Hint]:
        # Its meaning is the task itself: more of the sentence instead.
        words = clean(self.accepted[0]).strip(ENDS).split()
        begun = " ".join(words[: (len(words) + 1) // 2])
        return [Hint(kind=HintKind.letters, text=f"{begun} …")] if len(words) >= LONG_ENOUGH else []

    def show(self, order: Sequence[int], native: str) -> TranslateShown:
        # It stays open for a learner who changes their native language meanwhile.
        return TranslateShown(text=self.text.get(native) or next(iter(self.text.values())))

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if not self.slips:
            yield "a translation needs at least one known slip with its reason"

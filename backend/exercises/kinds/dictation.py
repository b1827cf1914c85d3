"""Write down what is heard."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from backend.exercises.kinds.base import Hint, HintKind, Line, Shown, meaning_hint
from backend.exercises.kinds.typed import TypedContent
from backend.kit.text import comparable, words


class DictationShown(Shown):
    """`words` are as many as are to be written."""

    kind: Literal["dictation"] = "dictation"
    typed: ClassVar[bool] = True
    heard: ClassVar[bool] = True
    words: int


class Dictation(TypedContent):
    """`text` is read aloud; `accepted` are ways to write it, as numbers in digits, itself first."""

    kind: Literal["dictation"]
    text: Line
    open_ended: ClassVar[bool] = False
    needs_voice: ClassVar[bool] = True

    @property
    def heard(self) -> str:
        return self.text

    @property
    def right(self) -> str:
        return self.text

    def show(self, order: Sequence[int], native: str) -> DictationShown:
        return DictationShown(words=len(self.text.split()))

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        """How each word begins, then what they mean; never the words: they are to be heard."""
        begun = " ".join(f"{word[0]}…" for word in words(self.text))
        return [Hint(kind=HintKind.letters, text=begun), *meaning_hint(self, native)]

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if comparable(self.accepted[0]) != comparable(self.text):
            yield "the first accepted answer must be what is read aloud"

"""Hear a short story and answer questions on it. Its text is hidden until then, or until it is
asked for as the last of the hints."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from backend.exercises.kinds.base import Hint, HintKind, Shown
from backend.exercises.kinds.read_text import QuestionShown, ReadContent, ReadText


class HearStoryShown(Shown):
    kind: Literal["hear_story"] = "hear_story"
    heard: ClassVar[bool] = True
    questions: list[QuestionShown]


class HearStory(ReadContent):
    kind: Literal["hear_story"]
    needs_voice: ClassVar[bool] = True

    @property
    def heard(self) -> str:
        return self.text

    def show(self, order: Sequence[int], native: str) -> HearStoryShown:
        return HearStoryShown(questions=self.asked(order))

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        """No place of the text; but whoever cannot hear it may read it in the end."""
        before = (hint for hint in super().hints(order, native) if hint.kind is not HintKind.place)
        return [*before, Hint(kind=HintKind.place, text=self.text)]

    def as_text(self) -> ReadText:
        """The same, to be read."""
        return ReadText(**{**dict(self), "kind": "read_text"})

"""Write a few sentences of one's own on a task; a model assesses them, or the learner does."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, StringConstraints

from backend.errors import NotAnOption
from backend.exercises.grading import Judgement, Learner, Texts, Verdict, in_language
from backend.exercises.kinds.base import (
    MAX_TYPED,
    Content,
    Hint,
    HintKind,
    Said,
    Shown,
    Typed,
    refuse,
)
from backend.kit.text import clean, comparable

Model: TypeAlias = Annotated[str, StringConstraints(min_length=40, max_length=900)]

KIND = "write_text"
BEGINNING = 4  # words of the model text that the first hint gives
LONG_WORD, MOST_WORDS = 5, 8
# Fewer words than this share of what is asked for are no text that can be assessed.
TOO_FEW = 0.5
CHARACTERS_A_WORD = 7  # with its space, in the languages taught


class WriteTextShown(Shown):
    """`least` and `most` are words; `points` what the text is to say."""

    kind: Literal["write_text"] = "write_text"
    typed: ClassVar[bool] = True
    situation: str
    points: list[str]
    least: int
    most: int


class WriteText(Content):
    """`points` are what the text must say, `model` is one that does. Lengths are in words.

    It trains no point of the course: what goes wrong in a text is known by its corrections only.
    """

    kind: Literal["write_text"]
    situation: dict[str, str]
    points: list[dict[str, str]] = Field(min_length=2, max_length=4)
    model: Model
    least: int = Field(ge=10, le=80)
    most: int = Field(ge=20, le=140)
    needs_meaning: ClassVar[bool] = False
    trains: ClassVar[bool] = False

    @property
    def right(self) -> str:
        return self.model

    def parts(self) -> int:
        return 0

    def show(self, order: Sequence[int], native: str) -> WriteTextShown:
        return WriteTextShown(
            situation=in_language(self.situation, native) or "",
            points=self.points_in(native),
            least=self.least,
            most=self.most,
        )

    def points_in(self, native: str) -> list[str]:
        return [in_language(point, native) or "" for point in self.points]

    def asks(self) -> Iterator[Texts]:
        """All that the task says, in every language."""
        yield self.situation
        yield from self.points

    def judge(self, said: Said, order: Sequence[int], learner: Learner) -> Judgement:
        """Always unsure: rules cannot say how good a text is. Raises NotAnOption if it is none."""
        if not isinstance(said, Typed):
            raise refuse(said, self)
        text = clean(said.text)
        if len(comparable(text).split()) < self.least * TOO_FEW:
            raise NotAnOption(f"a text of at least {self.least} words is asked for")
        return Judgement(verdict=Verdict.unsure, said=text, right=self.model)

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        """How a text could begin; then words that it could have."""
        said = clean(self.model).split()
        begun = " ".join(said[:BEGINNING])
        long = dict.fromkeys(
            word for word in comparable(self.model).split() if len(word) >= LONG_WORD
        )
        bank = " · ".join(sorted(list(long)[:MOST_WORDS]))
        first = Hint(kind=HintKind.letters, text=f"{begun} …")
        return [first, Hint(kind=HintKind.bank, text=bank)] if bank else [first]

    def problems(self) -> Iterator[str]:
        if self.least >= self.most:
            yield "at least as many words as at most"
        if self.most * CHARACTERS_A_WORD > MAX_TYPED:
            yield f"a text of {self.most} words does not fit into {MAX_TYPED} characters"
        count = len(comparable(self.model).split())
        if not self.least <= count <= self.most:
            yield f"the model text has {count} words, not {self.least} to {self.most}"

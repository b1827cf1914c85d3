"""Read a short text and answer two or three questions on it."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from backend.errors import NotAnOption
from backend.exercises.grading import Judgement, Learner, Piece, Role, Texts, Verdict
from backend.exercises.kinds.base import (
    Content,
    Hint,
    HintKind,
    Line,
    Picked,
    Reasoned,
    Said,
    Shown,
    Value,
    refuse,
)
from backend.kit.text import comparable

Passage = Annotated[str, StringConstraints(min_length=40, max_length=900)]


class Question(Value):
    """`evidence` is the piece of the text that answers it, word for word."""

    question: Line
    answer: Line
    wrong: list[Reasoned] = Field(min_length=2, max_length=3)
    evidence: Line

    @property
    def options(self) -> list[str]:
        return [self.answer, *(option.text for option in self.wrong)]


class QuestionShown(Value):
    question: str
    options: list[str]


class ReadTextShown(Shown):
    kind: Literal["read_text"] = "read_text"
    text: str
    questions: list[QuestionShown]


class ReadContent(Content):
    """A text with questions. The answer picks, for each question, an option as shown.

    Parts are the options of all questions in turn, each question's answer first; options are
    shuffled within their question.
    """

    text: Passage
    questions: list[Question] = Field(min_length=2, max_length=3)
    needs_meaning: ClassVar[bool] = False

    @property
    def right(self) -> str:
        return " ".join(question.evidence for question in self.questions)

    def parts(self) -> int:
        return sum(len(question.options) for question in self.questions)

    def _starts(self) -> list[int]:
        """The first part of each question: the number of its answer."""
        sizes = [len(question.options) for question in self.questions]
        return [0, *accumulate(sizes[:-1])]

    def shuffled(self, chance: Random) -> list[int]:
        return [
            part
            for start, question in zip(self._starts(), self.questions, strict=True)
            for part in chance.sample(
                range(start, start + len(question.options)), len(question.options)
            )
        ]

    def _orders(self, order: Sequence[int]) -> list[list[int]]:
        """For each question its options as shown; 0 is the answer."""
        return [
            [part - start for part in order[start : start + len(question.options)]]
            for start, question in zip(self._starts(), self.questions, strict=True)
        ]

    def asked(self, order: Sequence[int]) -> list[QuestionShown]:
        return [
            QuestionShown(
                question=question.question, options=[question.options[option] for option in own]
            )
            for question, own in zip(self.questions, self._orders(order), strict=True)
        ]

    def judge(self, said: Said, order: Sequence[int], learner: Learner) -> Judgement:
        if not isinstance(said, Picked):
            raise refuse(said, self)
        orders = self._orders(order)
        if len(said.picks) != len(orders) or any(
            pick >= len(own) for pick, own in zip(said.picks, orders, strict=True)
        ):
            raise NotAnOption("every question has one answer among its options")
        picked = [own[pick] for pick, own in zip(said.picks, orders, strict=True)]
        return Judgement(
            verdict=Verdict.wrong if any(picked) else Verdict.correct,
            said=" · ".join(
                question.options[option]
                for question, option in zip(self.questions, picked, strict=True)
            ),
            right=self.right,
            because=self._because(picked),
            rows=tuple(
                _row(question, option)
                for question, option in zip(self.questions, picked, strict=True)
            ),
        )

    def given_up(self, native: str) -> Judgement:
        rows = tuple(_row(question, 0) for question in self.questions)
        return Judgement(verdict=Verdict.wrong, said="", right=self.right, rows=rows)

    def _because(self, picked: Sequence[int]) -> Texts | None:
        """The reason for the first wrong answer."""
        return next(
            (
                question.wrong[option - 1].because
                for question, option in zip(self.questions, picked, strict=True)
                if option
            ),
            None,
        )

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        out = [
            Hint(kind=HintKind.out, text=f"{question.question} — {question.wrong[0].text}")
            for question in self.questions[:2]
        ]
        return [*out, Hint(kind=HintKind.place, text=self.questions[-1].evidence)]

    def problems(self) -> Iterator[str]:
        text = comparable(self.text)
        for question in self.questions:
            if len({comparable(option) for option in question.options}) < len(question.options):
                yield f"two options of '{question.question}' are the same"
            if comparable(question.evidence) not in text:
                yield f"the evidence '{question.evidence}' does not stand in the text"


class ReadText(ReadContent):
    kind: Literal["read_text"]

    def show(self, order: Sequence[int], native: str) -> ReadTextShown:
        return ReadTextShown(text=self.text, questions=self.asked(order))


def _row(question: Question, option: int) -> tuple[Piece, ...]:
    head = Piece(text=question.question, role=Role.same)
    if option == 0:
        return (head, Piece(text=question.answer, role=Role.same))
    return (
        head,
        Piece(text=question.options[option], role=Role.extra),
        Piece(text=question.answer, role=Role.missing),
    )

"""Answer a question by voice: what was heard is judged as if it had been typed."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from backend.exercises.grading import Judgement, Learner, Verdict
from backend.exercises.kinds.base import Line, Said, Shown, Spoken, refuse
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.tongues.registry import tongue_of
from backend.kit.text import comparable

_BEST_FIRST = (Verdict.correct, Verdict.almost, Verdict.unsure, Verdict.wrong)


class AnswerAloudShown(Shown):
    kind: Literal["answer_aloud"] = "answer_aloud"
    spoken: ClassVar[bool] = True
    question: str


class AnswerAloud(TypedContent):
    """`question` is asked in the target language; `accepted` are answers to it."""

    kind: Literal["answer_aloud"]
    question: Line
    open_ended: ClassVar[bool] = True
    spoken: ClassVar[bool] = True

    @property
    def heard(self) -> str:
        return self.question

    @property
    def right(self) -> str:
        return self.accepted[0]

    def judge(self, said: Said, order: Sequence[int], learner: Learner) -> Judgement:
        """A word that was said twice may be meant so: the better reading of the two counts.

        Raises WrongAnswerShape, and NotAnOption where no word was heard.
        """
        if not isinstance(said, Spoken):
            raise refuse(said, self)
        tongue = tongue_of(learner.target)
        ways = dict.fromkeys((said.text, once(said.text)))
        found = [self.judge_text(way, tongue) for way in ways]
        best = min(found, key=lambda one: _BEST_FIRST.index(one.verdict))
        return best.model_copy(update={"aloud": said.aloud})

    def show(self, order: Sequence[int], native: str) -> AnswerAloudShown:
        return AnswerAloudShown(question=self.question)

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if comparable(self.question) in {comparable(text) for text in self.accepted}:
            yield "the question is accepted as its own answer"


def once(text: str) -> str:
    """Words that were said again at once, as one does who looks for the next, are there once."""
    kept: list[str] = []
    for word in text.split():
        if not kept or comparable(word) != comparable(kept[-1]):
            kept.append(word)
    return " ".join(kept)

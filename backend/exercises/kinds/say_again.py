"""Say a given sentence: one that is read, or one that is heard."""

from abc import ABC
from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from backend.exercises.aloud import Aloud, WordState
from backend.exercises.grading import Judgement, Learner, Verdict
from backend.exercises.kinds.base import (
    Content,
    Hint,
    Line,
    Said,
    Shown,
    Spoken,
    meaning_hint,
    refuse,
)
from backend.kit.text import words

# Of the words of the sentence, those that must be said clearly.
CORRECT, ALMOST = 0.9, 0.7
FEWEST, MOST = 3, 25  # words of a sentence: fewer can hardly be scored, more not be remembered


class SayAgain(Content, ABC):
    """`text` is to be said. How it is said tells nothing about grammar, so it trains no points."""

    text: Line
    trains: ClassVar[bool] = False
    spoken: ClassVar[bool] = True

    def parts(self) -> int:
        return 0

    @property
    def heard(self) -> str:
        return self.text

    @property
    def right(self) -> str:
        return self.text

    def judge(self, said: Said, order: Sequence[int], learner: Learner) -> Judgement:
        if not isinstance(said, Spoken):
            raise refuse(said, self)
        aloud = said.aloud.model_copy(update={"given": True})
        return Judgement(
            verdict=verdict_on(aloud), said=said.transcript, right=self.text, aloud=aloud
        )

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        return meaning_hint(self, native)

    def problems(self) -> Iterator[str]:
        length = len(words(self.text))
        if not FEWEST <= length <= MOST:
            yield f"a sentence to be said has {FEWEST} to {MOST} words, this one has {length}"
        if any(sign.isdigit() for sign in self.text):
            yield "numbers must be written in words, as they are said"


class ReadAloudShown(Shown):
    kind: Literal["read_aloud"] = "read_aloud"
    spoken: ClassVar[bool] = True
    text: str


class ReadAloud(SayAgain):
    kind: Literal["read_aloud"]

    def show(self, order: Sequence[int], native: str) -> ReadAloudShown:
        return ReadAloudShown(text=self.text)


class RepeatAfterMeShown(Shown):
    """`words` are as many as are to be said."""

    kind: Literal["repeat_after_me"] = "repeat_after_me"
    heard: ClassVar[bool] = True
    spoken: ClassVar[bool] = True
    words: int


class RepeatAfterMe(SayAgain):
    """The sentence is heard, and hidden until it was said."""

    kind: Literal["repeat_after_me"]
    needs_voice: ClassVar[bool] = True

    def show(self, order: Sequence[int], native: str) -> RepeatAfterMeShown:
        return RepeatAfterMeShown(words=len(self.text.split()))


def verdict_on(it: Aloud) -> Verdict:
    """By the share of the words of the sentence that were said clearly."""
    share = said_share(it)
    if share >= CORRECT:
        return Verdict.correct
    return Verdict.almost if share >= ALMOST else Verdict.wrong


def said_share(it: Aloud) -> float:
    """From 0 to 1; what was said besides counts nothing."""
    wanted = [word.state for word in it.words if word.state is not WordState.extra]
    return wanted.count(WordState.said) / len(wanted) if wanted else 0.0

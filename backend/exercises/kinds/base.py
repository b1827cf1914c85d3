"""What every kind of exercise has: content, a showing, a judgement, and a check of itself.

A new kind is one module beside this one: a `Content` with its four methods and a `Shown`,
and one line for each in `union.py`.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from enum import StrEnum
from random import Random
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from backend.errors import WrongAnswerShape
from backend.exercises.aloud import Aloud, SpeechScore, WordSaid
from backend.exercises.grading import Judgement, Learner, Texts, Verdict, in_language
from backend.kit.text import clean

MAX_TYPED = 1000
MOST_OUT = 2
GAP = "___"
_STANDS_ALONE = re.compile(
    r"'(?:[tnk]\b|s (?:avonds|morgens|ochtends|middags|nachts|zomers|winters|\w+dags)\b)"
)

Line: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=300)]


def _cleaned(text: object) -> object:
    # Only what could be an answer is looked at: the length is checked on what is left.
    return clean(text) if isinstance(text, str) and len(text) <= 2 * MAX_TYPED else text


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(Value):
    """A button: `index` counts the options as they were shown."""

    type: Literal["choice"] = "choice"
    index: int = Field(ge=0, lt=100)


class Typed(Value):
    """Words, freed of what no eye can see; nothing visible at all is no answer."""

    type: Literal["typed"] = "typed"
    text: Annotated[str, BeforeValidator(_cleaned), Field(min_length=1, max_length=MAX_TYPED)]


class Ordered(Value):
    """Chips in the order of tapping; each number counts the chips as they were shown."""

    type: Literal["ordered"] = "ordered"
    order: list[Annotated[int, Field(ge=0, lt=100)]] = Field(min_length=1, max_length=30)


class Picked(Value):
    """Several choices made one after the other; what each number counts is the kind's to say."""

    type: Literal["picked"] = "picked"
    picks: list[Annotated[int, Field(ge=0, lt=100)]] = Field(min_length=1, max_length=30)


class Spoken(Value):
    """A recording as it was heard. It never comes from outside: whoever listens writes it.

    `text` is what is judged of the `transcript`: that without hesitations.
    """

    type: Literal["spoken"] = "spoken"
    recording_id: int
    text: str
    transcript: str
    words: list[WordSaid]
    score: SpeechScore | None = None

    @property
    def aloud(self) -> Aloud:
        return Aloud(transcript=self.transcript, words=tuple(self.words), score=self.score)


Said: TypeAlias = Annotated[Choice | Typed | Ordered | Picked | Spoken, Field(discriminator="type")]


def filled(sentence: str, text: str) -> str:
    """The sentence with its gap filled; a contraction ('ve) joins the word before it.

    Dutch 't and 's avonds stand alone.
    """
    if text.startswith("'") and not _STANDS_ALONE.match(text):
        return sentence.replace(f" {GAP}", text)
    return sentence.replace(GAP, text)


class Reasoned(Value):
    """A wrong option or a known slip, with the reason why it is wrong."""

    text: Line
    because: dict[str, str]


class HintKind(StrEnum):
    """What a hint gives away."""

    letters = "letters"  # how the answer begins
    bank = "bank"  # words to build it from, in no order
    meaning = "meaning"  # what the answer means
    out = "out"  # an option that is wrong
    place = "place"  # where to look
    part = "part"  # one part of the answer


class Hint(Value):
    kind: HintKind
    text: str


class Shown(Value):
    """An exercise as one learner sees it, once. The right answer is not in it."""

    kind: str
    typed: ClassVar[bool] = False
    heard: ClassVar[bool] = False
    spoken: ClassVar[bool] = False


class Content(Value, ABC):
    """An exercise with its key. Texts for the learner come in every explanation language.

    `why` is the reason why the key is right; `meaning` what the model answer means.
    `trains`: whether an answer says how well its points are known. `needs_voice`: without what is
    `heard` it cannot be answered, so it is published when that was read aloud. `spoken`: it is
    answered by voice.
    """

    kind: str
    why: dict[str, str]
    meaning: dict[str, str] | None = None
    needs_meaning: ClassVar[bool] = True
    trains: ClassVar[bool] = True
    needs_voice: ClassVar[bool] = False
    spoken: ClassVar[bool] = False

    @abstractmethod
    def parts(self) -> int:
        """How many options or chips a showing shuffles; 0 where nothing is shuffled."""

    def shuffled(self, chance: Random) -> list[int]:
        """An order for one showing: a permutation of the parts."""
        return chance.sample(range(self.parts()), self.parts())

    @abstractmethod
    def show(self, order: Sequence[int], native: str) -> Shown:
        """The exercise without its key; `order[i]` is the part that is shown at place i."""

    @abstractmethod
    def judge(self, said: Said, order: Sequence[int], learner: Learner) -> Judgement:
        """The verdict on a learner's answer to a showing in this order.

        Raises WrongAnswerShape and NotAnOption.
        """

    def given_up(self, native: str) -> Judgement:
        """What is said to a learner who does not know: everything as it should be."""
        return Judgement(verdict=Verdict.wrong, said="", right=self.right)

    @abstractmethod
    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        """What helps without giving the answer away: at most three, the gentlest first."""

    @abstractmethod
    def problems(self) -> Iterator[str]:
        """What an editor must mend, one sentence each."""

    @property
    @abstractmethod
    def right(self) -> str:
        """The model answer, as a whole sentence where the exercise is about one."""

    @property
    def heard(self) -> str | None:
        """What is read aloud to the learner; None where nothing is."""
        return None

    @property
    def source(self) -> Texts | None:
        """What is translated, by language; None where no native text is needed to answer."""
        return None


def meaning_hint(content: Content, native: str) -> list[Hint]:
    meaning = in_language(content.meaning, native)
    return [Hint(kind=HintKind.meaning, text=meaning)] if meaning else []


def out_hints(content: Content, wrong: Sequence[str], order: Sequence[int]) -> list[Hint]:
    """Wrong options to strike out, so that two options stay.

    Which of them comes first is the showing's own chance: where it is the first wrong one from
    above, an option above it that is left can only be right.
    """
    chance = Random(f"{content.kind} {list(order)}")
    out = chance.sample(wrong, len(wrong))[: max(len(wrong) - 1, 0)]
    return [Hint(kind=HintKind.out, text=text) for text in out[:MOST_OUT]]


def refuse(said: Said, content: Content) -> WrongAnswerShape:
    return WrongAnswerShape(
        f"an exercise of kind {content.kind} takes no answer of type {said.type}"
    )

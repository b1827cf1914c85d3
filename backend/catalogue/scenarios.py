"""Pure: a scenario as its file says it, to be played with a model or by the guided dialogue.

What is said in a scenario is a `Phrase`: the words in the language of the course, and what they
mean. Titles, goals, hints and praise are for the learner: language code -> text.
"""

from typing import Annotated, TypeAlias

from pydantic import Field, StringConstraints

from backend.catalogue.entries import Entry, Key, Texts
from backend.exercises.kinds.base import Line
from backend.exercises.tongues.registry import tongue_of
from backend.exercises.understanding import Hearing
from backend.kit.levels import Level

LONGEST_CHIP = 40

ShortTexts: TypeAlias = dict[
    Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")],
    Annotated[str, StringConstraints(min_length=1, max_length=200)],
]
Pattern: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=80)]
"""Words that stand in a reply in this order, see `backend.exercises.understanding`."""


class Phrase(Entry):
    """`meaning` by language; a course has no translation into its own."""

    say: Line
    meaning: Texts


class Chip(Phrase):
    """A reply to tap: what somebody would say here."""

    say: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_CHIP)]


class Intent(Entry):
    """What a reply may mean here.

    It is meant where a pattern of `accept` stands in the reply, or, the other intents failing,
    where the reply has at least `open` known words (0: never). `answer` is what the partner says
    to it, and must fit whatever is accepted; `then` names the step or the end that follows. One
    without a chip is for what else people say here.
    """

    key: Key
    chip: Chip | None = None
    accept: list[Pattern] = Field(default=[], max_length=40)
    open: int = Field(default=0, ge=0, le=6)
    answer: Phrase | None = None
    then: Key


class Step(Entry):
    """One turn of each. `lines` say the same in different words, one of them is said.

    Of two intents that fit a reply alike, the first is meant.
    """

    key: Key
    lines: list[Phrase] = Field(min_length=1, max_length=3)
    rephrase: Phrase
    hint: ShortTexts
    praise: ShortTexts
    intents: list[Intent] = Field(min_length=2, max_length=7)

    def chips(self) -> list[Chip]:
        return [intent.chip for intent in self.intents if intent.chip is not None]

    def shown_by(self, chip: Chip) -> Intent:
        """The intent that a chip is the chip of."""
        return next(intent for intent in self.intents if intent.chip == chip)


class End(Entry):
    """The last words of the partner."""

    key: Key
    lines: list[Phrase] = Field(min_length=1, max_length=2)


class Roles(Entry):
    tutor: ShortTexts
    learner: ShortTexts


class Play(Entry):
    """A scenario as its file has it. `steps[0]` is the first."""

    key: Key
    level: Level
    emoji: Annotated[str, StringConstraints(min_length=1, max_length=8)]
    title: ShortTexts
    scene: ShortTexts
    roles: Roles
    goal: ShortTexts
    opening: Phrase
    phrases: list[Phrase] = Field(min_length=3, max_length=8)
    steps: list[Step] = Field(min_length=5, max_length=12)
    ends: list[End] = Field(min_length=1, max_length=4)


class Manners(Entry):
    """What every partner of a language says when a reply is not understood.

    `again` are patterns by which a learner asks to hear it once more; after one of `negations` a
    word is not meant, but after one of `contrasts` again; `helping` holds `{phrase}`, which is what
    could be said.
    """

    negations: list[Pattern]
    contrasts: list[Pattern]
    again: list[Pattern]
    puzzled: list[Phrase] = Field(min_length=1)
    repeating: list[Phrase] = Field(min_length=1)
    helping: list[Phrase] = Field(min_length=1)


class Scenario(Play):
    """A play in its language."""

    language: str
    manners: Manners

    def hearing(self) -> Hearing:
        manners = self.manners
        return Hearing(
            tongue_of(self.language), frozenset(manners.negations), frozenset(manners.contrasts)
        )

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    def end(self, key: str) -> End | None:
        return next((end for end in self.ends if end.key == key), None)

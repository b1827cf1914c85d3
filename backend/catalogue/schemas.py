"""The course as its files say it. All texts for the learner: language code -> text."""

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.catalogue.entries import Entry, Key, Texts
from backend.catalogue.scenarios import Scenario
from backend.exercises.kinds.base import Content, Line
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level

Lemma: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class Aims(Entry):
    """The least that the course must have; `without` are kinds that the language cannot have."""

    exercises: int = 0
    skills: int = 0
    topics: int = 0
    scenarios: int = 0
    without: list[str] = []


class Language(Entry):
    """`name` in the language itself; `alphabets` where there is a choice, the stored one first."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
    name: str
    names: Texts
    flag: str
    levels: list[Level] = Field(min_length=1)
    alphabets: list[Alphabet] = []
    aims: Aims = Aims()


class Topic(Entry):
    key: Key
    title: Texts


class SkillLine(Entry):
    """A grammar point and two sentences that show it. The order of the file is the course's."""

    key: Key
    level: Level
    examples: list[Line] = Field(min_length=2, max_length=2)


class Explanation(Entry):
    """What one explanation language says of a skill; `examples` are the skill's, translated.

    A course has no translations into its own language.
    """

    key: Key
    title: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    text: Annotated[str, StringConstraints(min_length=20, max_length=600)]
    examples: list[Line] = Field(default=[], max_length=2)


class Skill(Entry):
    """A grammar point with what every explanation language says of it."""

    key: Key
    level: Level
    title: Texts
    text: dict[str, str] = {}
    examples: list[Line] = []
    translations: dict[str, list[Line]] = {}


class Word(Entry):
    """A lemma and what it means, by native language."""

    lemma: Lemma
    meaning: Texts


class Sentence(Entry):
    """`words`: a word as it stands in the text -> its lemma, for the words that can be tapped."""

    text: Line
    meaning: Texts
    words: dict[str, Lemma] = Field(min_length=1, max_length=12)


class ReadingText(Entry):
    """A short text to read for pleasure, sentence by sentence."""

    key: Key
    level: Level
    topic: Key
    title: Texts
    sentences: list[Sentence] = Field(min_length=4, max_length=12)


class Item(Entry):
    """One exercise: where it belongs, and its content.

    `rare` are words below the frequency of its level that are fine nevertheless.
    """

    key: Key
    level: Level
    topic: Key
    skills: list[Key] = Field(max_length=4)
    lemmas: list[Lemma] = Field(min_length=1, max_length=6)
    rare: list[Lemma] = []
    content: Content


class Shelf(BaseModel):
    """All of one language. Its scenarios stay in their files: nothing of them is loaded."""

    model_config = ConfigDict(frozen=True)

    language: Language
    topics: list[Topic]
    skills: list[Skill]
    items: list[Item]
    words: list[Word] = []
    texts: list[ReadingText] = []
    scenarios: list[Scenario] = Field(default=[], exclude=True)

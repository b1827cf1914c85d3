"""The course as its files say it. All texts for the learner: language code -> text."""

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

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


class Voice(Entry):
    """A persona or a tone, described in English for whoever writes in it."""

    key: Key
    text: Annotated[str, StringConstraints(min_length=4, max_length=160)]


class Voices(Entry):
    """Who could say the sentences of exercises, stories and dialogues of a language, and how.

    `writing` says how the language is written here. Enough of them that exercises differ.
    """

    writing: Annotated[str, StringConstraints(min_length=10, max_length=400)]
    personas: list[Voice] = Field(min_length=6, max_length=40)
    tones: list[Voice] = Field(min_length=4, max_length=20)

    @model_validator(mode="after")
    def _each_once(self) -> "Voices":
        for voices in (self.personas, self.tones):
            if len({voice.key for voice in voices}) < len(voices):
                raise ValueError("two voices have the same key")
        return self


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

"""The course as its files say it. All texts for the learner: language code -> text."""

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.exercises.kinds.base import Content
from backend.kit.levels import Level

Key: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
]
Lemma: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Language(Entry):
    """`name` in the language itself."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
    name: str
    names: dict[str, str]
    flag: str
    levels: list[Level] = Field(min_length=1)


class Topic(Entry):
    key: Key
    title: dict[str, str]


class Skill(Entry):
    """A grammar point. Their order in the file is the order of the course."""

    key: Key
    level: Level
    title: dict[str, str]


class Item(Entry):
    """One exercise: where it belongs, and its content."""

    key: Key
    level: Level
    topic: Key
    skills: list[Key] = Field(min_length=1, max_length=4)
    lemmas: list[Lemma] = Field(min_length=1, max_length=6)
    content: Content


class Shelf(BaseModel):
    """All of one language."""

    model_config = ConfigDict(frozen=True)

    language: Language
    topics: list[Topic]
    skills: list[Skill]
    items: list[Item]

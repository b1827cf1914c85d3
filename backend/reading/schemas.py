"""Texts to read, as the API tells of them."""

from pydantic import BaseModel, ConfigDict, Field

from backend.kit.levels import Level


class TextLine(BaseModel):
    """One of the texts; `title` in the native language, or English."""

    id: int
    level: Level
    title: str


class TextsOut(BaseModel):
    """A page of the texts of a course, the easy ones first. `page` counts from 0."""

    page: int
    pages: int
    texts: list[TextLine]


class TextWord(BaseModel):
    """A word as it stands in the sentence. `point_id` names its lemma where it can be learnt;
    `mine`: it is among the learner's words."""

    form: str
    lemma: str
    meaning: str | None
    point_id: int | None
    mine: bool


class SentenceOut(BaseModel):
    text: str
    meaning: str | None
    words: list[TextWord]


class TextOut(TextLine):
    sentences: list[SentenceOut]


class WordIn(BaseModel):
    """A word of a text, named by its point or by its lemma as the course has it."""

    model_config = ConfigDict(extra="forbid")

    text_id: int = Field(ge=1, lt=2**63)
    point_id: int | None = Field(default=None, ge=1, lt=2**63)
    lemma: str | None = Field(default=None, min_length=1, max_length=64)

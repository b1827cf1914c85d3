"""The words of one profile, as the API tells of them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, Field

from backend.kit.text import clean

MOST_SOUGHT = 40  # characters of what is looked for

Sought: TypeAlias = Annotated[
    str,
    BeforeValidator(lambda text: clean(text) if isinstance(text, str) else text),
    Field(min_length=1, max_length=MOST_SOUGHT),
]


class Show(StrEnum):
    """Which words are shown. `due`, `shaky` and `known` share them out."""

    all = "all"
    due = "due"  # to be reviewed now
    shaky = "shaky"  # not due, and kept for less than a week
    known = "known"  # not due, and kept for a week at least


class WordOut(BaseModel):
    """`meaning` in the native language, or English; `strength` 1, 2 or 3, and 3 is known well;
    `due` is when it comes back."""

    point_id: int
    lemma: str
    meaning: str | None
    strength: int = Field(ge=1, le=3)
    due: datetime


class ExampleOut(BaseModel):
    sentence: str
    meaning: str | None


class WordCard(WordOut):
    """One word by itself; the example is a sentence that the learner has worked on."""

    example: ExampleOut | None


class WordsOut(BaseModel):
    """A page of words, those that come back first first. `page` counts from 0, `pages` from 1;
    `found` words are on all the pages. The counts are of all words."""

    due: int
    shaky: int
    known: int
    show: Show
    page: int
    pages: int
    found: int
    words: list[WordOut]

"""The golden sets, as they stand in the files beside: read and checked for shape."""

from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from backend.kit.levels import Level

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "nl", "bg", "sr")
ATTACKS = 2  # that are added to the answers to each exercise

T = TypeVar("T")


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Attack(Entry):
    language: str
    text: str = Field(min_length=1)


class NearMiss(Entry):
    """An answer that is wrong, and why it is."""

    text: str
    why: str


class Answers(Entry):
    """What could be written to an exercise of the course."""

    exercise: str
    right: list[str]
    typos: list[str]
    wrong: list[NearMiss]
    other: list[str]


class Golden(NamedTuple):
    """One answer. `sort` is right, typos, wrong, other or attack."""

    language: str
    exercise: str
    text: str
    sort: str

    @property
    def is_right(self) -> bool:
        return self.sort in {"right", "typos"}


class Draft(Entry):
    """What an author could write. `defect` is "" where nothing is wrong with it; `stock` is the
    fingerprint of what the stock already has that is like it."""

    language: str
    level: Level
    kind: str
    skill: str
    topic: str
    defect: str
    stock: str = ""
    draft: dict[str, Any]


class Talk(Entry):
    """Where a talk stands. `said` are the turns before, the learner's and the tutor's line each.

    `leaks` are what a good reply does not say: the answer that the learner is to find.
    """

    language: str
    level: Level
    scenario: str | None = None
    said: list[tuple[str, str]] = []
    message: str
    leaks: list[str] = []
    about: str


@cache
def attacks() -> tuple[Attack, ...]:
    return tuple(_read("attacks.yaml", list[Attack]))


@cache
def answers() -> tuple[Golden, ...]:
    return tuple(_answers())


def _answers() -> Iterator[Golden]:
    turns = cycle(attacks())
    for language in LANGUAGES:
        for it in _read(f"answers/{language}.yaml", list[Answers]):
            sorts = {
                "right": it.right,
                "typos": it.typos,
                "wrong": [each.text for each in it.wrong],
                "other": it.other,
                "attack": [next(turns).text for _ in range(ATTACKS)],
            }
            for sort, texts in sorts.items():
                yield from (Golden(language, it.exercise, text, sort) for text in texts)


@cache
def drafts() -> tuple[Draft, ...]:
    return tuple(each for code in LANGUAGES for each in _read(f"drafts/{code}.yaml", list[Draft]))


@cache
def talks() -> tuple[Talk, ...]:
    return tuple(_read("talks.yaml", list[Talk]))


def _read(name: str, shape: type[T]) -> T:
    found = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return TypeAdapter(shape).validate_python(found)

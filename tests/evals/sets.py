"""The golden sets, as they stand in the files beside: read and checked for shape."""

from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "nl", "bg", "sr")

T = TypeVar("T")


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Attack(Entry):
    language: str
    text: str = Field(min_length=1)


@cache
def attacks() -> tuple[Attack, ...]:
    return tuple(_read("attacks.yaml", list[Attack]))


def _read(name: str, shape: type[T]) -> T:
    found = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return TypeAdapter(shape).validate_python(found)

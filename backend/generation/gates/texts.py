"""Pure: every text of an exercise, and the language that it has to be in."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from backend.exercises.kinds.base import GAP, Content
from backend.kit.text import words

_CODE = re.compile("[a-z]{2,3}")
_QUOTED = re.compile(r"(?<!\w)['‘][^'’]+['’](?!\w)|«[^»]*»|[“„][^”“]*[”“]|\"[^\"]*\"")


class Told(NamedTuple):
    """`language` is None for what stands in the language of the course; `field` ends a path."""

    path: str
    field: str
    language: str | None
    text: str


def told(content: Content) -> list[Told]:
    return list(_walk(content.model_dump(mode="json", exclude={"kind"}), "", ""))


def _walk(value: Any, path: str, field: str) -> Iterator[Told]:
    if isinstance(value, str):
        yield Told(path, field, None, value)
    elif isinstance(value, list):
        for number, each in enumerate(value, start=1):
            yield from _walk(each, f"{path} {number}", field)
    elif isinstance(value, dict) and _is_told(value):
        yield from (Told(path, field, code, text) for code, text in value.items())
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _walk(each, f"{path} {name}".strip(), name)


def _is_told(value: dict[str, Any]) -> bool:
    """One text in several languages, as {"en": …, "ru": …}."""
    return bool(value) and all(
        _CODE.fullmatch(code) and isinstance(text, str) for code, text in value.items()
    )


def unquoted(text: str) -> str:
    """What is said, without what is quoted of another language."""
    return _QUOTED.sub(" ", text)


def quoted(text: str) -> list[str]:
    return [found.strip("'‘’«»“”„\"") for found in _QUOTED.findall(text)]


def words_of_course(content: Content) -> set[str]:
    """Every word that stands in the language of the course."""
    own = (each.text.replace(GAP, " ") for each in told(content) if each.language is None)
    return {word for text in own for word in words(text)}

"""Pure: mending the content of an exercise, field by field, and what must still hold afterwards."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from backend.exercises.kinds.union import CONTENT

LAST = "+"  # in place of a number: one more at the end
REMOVED = "-"  # in place of a text: this one of a list is taken out
_UNTOUCHED = ("kind",)
# What is said about an answer, not what decides on it.
_SAID = ("why", "meaning", "because", "translation", "evidence")


class CannotBeFixed(Exception):
    """What is wrong with the content as it would be, one sentence each."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def fields(content: Mapping[str, Any]) -> dict[str, str]:
    """The texts of a content by their paths, as {"wrong.0.text": "…"}, in its own order."""
    return {path: text for path, text in _walk(content, "") if path not in _UNTOUCHED}


def _walk(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _walk(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _walk(inner, f"{path}.{number}")


def fixed(content: Mapping[str, Any], changes: Mapping[str, str]) -> dict[str, Any]:
    """The content with these texts changed. Raises CannotBeFixed: it would not be sound."""
    mended: dict[str, Any] = deepcopy(dict(content))
    for path, text in changes.items():
        _set(mended, path, text.strip())
    if mended == content:
        raise CannotBeFixed("nothing is changed")
    try:
        checked = CONTENT.validate_python(mended)
    except ValidationError as error:
        raise CannotBeFixed(*(one["msg"] for one in error.errors()[:3])) from error
    if problems := list(checked.problems()):
        raise CannotBeFixed(*problems)
    return checked.model_dump(mode="json", exclude_defaults=False)


def _set(content: dict[str, Any], path: str, text: str) -> None:
    *way, last = path.split(".")
    if path in _UNTOUCHED or not text:
        raise CannotBeFixed(f"'{path}' cannot become '{text}'")
    try:
        holder: Any = content
        for step in way:
            holder = holder[int(step) if isinstance(holder, list) else step]
        _put(holder, last, text)
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise CannotBeFixed(f"there is no '{path}'") from error


def _put(holder: Any, last: str, text: str) -> None:
    if isinstance(holder, list) and last == LAST:
        holder.append(text)
    elif isinstance(holder, list) and text == REMOVED:
        holder.pop(int(last))
    else:
        at = int(last) if isinstance(holder, list) else last
        if not isinstance(holder[at], str):
            raise TypeError(at)
        holder[at] = text


def grades_the_same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether only what is said about answers differs: verdicts stay as they were."""
    return bool(_bare(before) == _bare(after))


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _bare(inner) for name, inner in value.items() if name not in _SAID}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value

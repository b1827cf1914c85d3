"""Text as Telegram counts it: in UTF-16 code units. Entities as plain values."""

from dataclasses import dataclass, field, replace
from typing import Any

SPACES = " \t\r\n\v\f\u2028\u2029\u00a0"

LAST_OF_BASIC_PLANE = "\uffff"


@dataclass(frozen=True)
class Entity:
    """`offset` and `length` are UTF-16 code units; `extra` holds url, language and the like."""

    type: str
    offset: int
    length: int
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        return self.offset + self.length

    def as_json(self) -> dict[str, Any]:
        return {"offset": self.offset, "length": self.length, "type": self.type, **self.extra}


@dataclass(frozen=True)
class Formatted:
    text: str
    entities: tuple[Entity, ...] = ()


def units(char: str) -> int:
    """UTF-16 code units of one character: 2 outside the basic plane, where emoji live."""
    return 1 + (char > LAST_OF_BASIC_PLANE)


def utf16_len(text: str) -> int:
    return len(text) + sum(char > LAST_OF_BASIC_PLANE for char in text)


def utf8_len(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def clean(text: str) -> str:
    """Without carriage returns; other control characters become spaces, as Telegram does."""
    text = text.replace("\r", "")
    return "".join(" " if char < " " and char not in "\n\t" else char for char in text)


def trimmed(given: Formatted) -> Formatted:
    """Without white space at both ends, entities moved along; empty entities are dropped."""
    body = given.text.lstrip(SPACES)
    cut = utf16_len(given.text) - utf16_len(body)
    body = body.rstrip(SPACES)
    end = utf16_len(body)
    kept = (_clipped(entity, cut, end) for entity in given.entities)
    return Formatted(body, tuple(entity for entity in kept if entity.length > 0))


def _clipped(entity: Entity, cut: int, end: int) -> Entity:
    start = min(max(entity.offset - cut, 0), end)
    stop = min(max(entity.end - cut, 0), end)
    return replace(entity, offset=start, length=stop - start)

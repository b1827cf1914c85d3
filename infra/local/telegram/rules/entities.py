"""Explicit entities: what a bot may pass and where they may lie."""

from collections.abc import Iterable, Mapping
from typing import Any

from infra.local.telegram.errors import ApiError, bad_request
from infra.local.telegram.rules.links import entity_url
from infra.local.telegram.rules.moments import is_moment, is_shape
from infra.local.telegram.rules.text import Entity, units, utf8_len, utf16_len

FOUND_BY_THE_SERVER = {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
}
GIVEN_BY_BOTS = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "date_time",
}
CODE = {"code", "pre"}
QUOTES = {"blockquote", "expandable_blockquote"}
LARGEST = 1_000_000
ORDER = ("blockquote", "expandable_blockquote", "text_link", "text_mention", "pre", "code")


def _unparsable(what: str) -> ApiError:
    return bad_request(f"can't parse MessageEntity: {what}")


def read_entities(raw: object, text: str) -> tuple[Entity, ...]:
    """The entities in `raw`, checked against `text`. Raises `ApiError` 400."""
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise bad_request("can't parse entities JSON object: expected an Array")
    found = [_read(one) for one in raw]
    bounds = _boundaries(text)
    kept = [entity for entity in found if entity is not None]
    for entity in kept:
        _check_place(entity, bounds, utf16_len(text), text)
    return settled(kept)


def _read(raw: object) -> Entity | None:
    if not isinstance(raw, Mapping):
        raise _unparsable("expected an Object")
    kind = raw.get("type")
    if not isinstance(kind, str):
        raise _unparsable('Can\'t find field "type"')
    if kind in FOUND_BY_THE_SERVER:
        return None
    if kind not in GIVEN_BY_BOTS:
        raise _unparsable("Unsupported type specified")
    offset, length = (_integer(raw, name) for name in ("offset", "length"))
    return Entity(kind, offset, length, _extra(kind, raw))


def _integer(raw: Mapping[str, Any], name: str) -> int:
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _unparsable(f'Field "{name}" must be of type Number')
    if not 0 <= value <= LARGEST:
        raise bad_request(f"receive an entity with incorrect {name} {value}")
    return value


def _extra(kind: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    match kind:
        case "text_link":
            return {"url": entity_url(raw.get("url"))}
        case "text_mention":
            return {"user": raw.get("user")}
        case "pre" if raw.get("language"):
            return {"language": raw["language"]}
        case "custom_emoji":
            return {"custom_emoji_id": str(raw.get("custom_emoji_id", ""))}
        case "date_time":
            return _moment(raw)
    return {}


def _moment(raw: Mapping[str, Any]) -> dict[str, Any]:
    unix_time, shape = raw.get("unix_time"), raw.get("date_time_format") or ""
    if isinstance(unix_time, bool) or not isinstance(unix_time, int):
        raise _unparsable('Field "unix_time" must be of type Number')
    if not is_moment(unix_time):
        raise bad_request("invalid date specified")
    if not is_shape(shape):
        raise bad_request("invalid date-time format specified")
    return {"unix_time": unix_time, **({"date_time_format": shape} if shape else {})}


def _boundaries(text: str) -> set[int]:
    at, bounds = 0, {0}
    for char in text:
        at += units(char)
        bounds.add(at)
    return bounds


def _check_place(entity: Entity, bounds: set[int], size: int, text: str) -> None:
    if entity.length == 0:
        return
    start, end = entity.offset, entity.end
    if start > size:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if end > size:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} "
            f"ends after the end of the text at UTF-16 offset {end}"
        )
    if start not in bounds:
        raise bad_request(
            f"entity begins in a middle of a UTF-16 symbol at byte offset {_byte(text, start)}"
        )
    if end not in bounds:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} "
            f"ends in a middle of a UTF-16 symbol at byte offset {_byte(text, end)}"
        )


def _byte(text: str, offset: int) -> int:
    at = 0
    for index, char in enumerate(text):
        if at >= offset:
            return utf8_len(text[:index])
        at += units(char)
    return utf8_len(text)


def _rank(entity: Entity) -> tuple[int, int, int]:
    rank = ORDER.index(entity.type) if entity.type in ORDER else len(ORDER)
    return (entity.offset, -entity.length, rank)


def settled(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """In Telegram's order; nothing inside code, no quotation inside a quotation."""
    kept: list[Entity] = []
    for entity in sorted((one for one in entities if one.length > 0), key=_rank):
        if not any(_excludes(outer, entity) for outer in kept):
            kept.append(entity)
    return tuple(kept)


def _excludes(outer: Entity, inner: Entity) -> bool:
    if inner.offset >= outer.end:
        return False
    both_quotes = outer.type in QUOTES and inner.type in QUOTES
    return outer.type in CODE or both_quotes or outer == inner

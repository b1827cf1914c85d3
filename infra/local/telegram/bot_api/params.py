"""The parameters of one call: JSON values, form strings or uploads, read with their types."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from infra.local.telegram.bot_api.numbers import identifier
from infra.local.telegram.errors import bad_request

HALF = re.compile("[\ud800-\udfff]")
TRUE = {"true", "yes", "1"}
FALSE = {"false", "no", "0", ""}


@dataclass(frozen=True)
class Upload:
    """A file of a multipart body."""

    name: str
    content: bytes
    mime_type: str


Value: TypeAlias = Any  # a JSON value of a JSON body, a string of a form, or an Upload


class Params:
    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = {key: value for key, value in values.items() if value is not None}
        for value in self._values.values():
            _check_text(value)

    def has(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str | None:
        """A string; numbers are taken as their digits, as Telegram does."""
        value = self._values.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise bad_request(f'field "{name}" must be of type String')

    def integer(self, name: str) -> int | None:
        value = self._values.get(name)
        if value is None or value == "":
            return None
        number = identifier(value.strip() if isinstance(value, str) else value)
        if number is None:
            raise bad_request(f'field "{name}" must be of type Number')
        return number

    def flag(self, name: str) -> bool:
        value = self._values.get(name)
        if isinstance(value, bool) or value is None:
            return bool(value)
        word = str(value).strip().lower()
        if word not in TRUE | FALSE:
            raise bad_request(f'field "{name}" must be of type Boolean')
        return word in TRUE

    def json(self, name: str) -> Any:
        """An object or array: as it is in a JSON body, as JSON text in a form."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        try:
            found = json.loads(value) if value.strip() else None
        except (ValueError, RecursionError):
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
        _check_text(found)
        return found

    def strings(self, name: str) -> list[str] | None:
        value = self.json(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise bad_request(f'field "{name}" must be an Array of String')
        return value

    def file(self, name: str) -> Upload | str | None:
        """An upload (directly or by `attach://`), or a string: a file_id or an address."""
        value = self._values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self._values.get(value.removeprefix("attach://"))
            if not isinstance(value, Upload):
                raise bad_request("file must be non-empty")
        if value is None or isinstance(value, Upload | str):
            return value
        raise bad_request("wrong file identifier/HTTP URL specified")

    def inside(self, media: dict[str, Any], kind: str) -> "Params":
        """An InputMedia as parameters of its own; uploads stay within reach of `attach://`."""
        uploads = {key: one for key, one in self._values.items() if isinstance(one, Upload)}
        return Params(uploads | media | {kind: media.get("media")})

    def recorded(self) -> dict[str, Any]:
        return {
            key: f"<{len(value.content)} bytes>" if isinstance(value, Upload) else _decoded(value)
            for key, value in self._values.items()
        }


def _check_text(value: Value) -> None:
    """Refuse halves of surrogate pairs: they are no text, and no file can keep them."""
    if isinstance(value, str) and HALF.search(value):
        raise bad_request("strings must be encoded in UTF-8")
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    for one in value if isinstance(value, list) else []:
        _check_text(one)


def _decoded(value: Value) -> Any:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            return value
    return value

"""A call of /v1/chat/completions, read as strictly as the real API reads it."""

import re
from dataclasses import dataclass, field
from typing import Any

from infra.local.llm.errors import ApiError, bad
from infra.local.llm.schemas import check_strict

_ARGUMENTS = """
    model messages temperature max_tokens max_completion_tokens stream stream_options n stop
    response_format top_p presence_penalty frequency_penalty seed user metadata store
"""
_KNOWN = frozenset(_ARGUMENTS.split())
_ROLES = frozenset({"system", "developer", "user", "assistant"})
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_TASK = re.compile(r"Task: (?P<name>[\w-]+)")
_HOTTEST = 2
_MOST_MESSAGES = 2000


@dataclass(frozen=True)
class Heard:
    """What one call asked for. `lines` are (role, text) after the system prompt, in order."""

    model: str
    system: str
    lines: tuple[tuple[str, str], ...]
    schema: dict[str, Any] | None = None
    stream: bool = False
    usage_wanted: bool = False
    max_tokens: int | None = None
    temperature: float | None = None
    body: dict[str, Any] = field(default_factory=dict, repr=False)  # as it came

    @property
    def task(self) -> str:
        """The name of the `Task: …` line that the prompt begins with, or nothing."""
        found = _TASK.match(self.system)
        return found["name"] if found else ""

    @property
    def last(self) -> str:
        return self.lines[-1][1] if self.lines else ""

    @property
    def text(self) -> str:
        return "\n".join((self.system, *(text for _, text in self.lines)))


def read(body: Any) -> Heard:
    """Raises ApiError for whatever the real one would not take."""
    if not isinstance(body, dict):
        raise bad("body", "We could not parse the JSON body of your request.", code=None)
    unknown = sorted(body.keys() - _KNOWN)
    if unknown:
        raise bad(unknown[0], f"Unrecognized request argument supplied: {unknown[0]}", code=None)
    messages = _messages(body.get("messages"))
    stream = _typed(body, "stream", bool) or False
    return Heard(
        model=_typed(body, "model", str) or "",
        system="\n".join(text for role, text in messages if role in {"system", "developer"}),
        lines=tuple(one for one in messages if one[0] in {"user", "assistant"}),
        schema=_schema(body.get("response_format")),
        stream=stream,
        usage_wanted=_usage_wanted(body.get("stream_options"), stream=stream),
        max_tokens=_most(body),
        temperature=_temperature(body),
        body=body,
    )


def _typed(body: dict[str, Any], name: str, kind: type) -> Any:
    value = body.get(name)
    if value is not None and not isinstance(value, kind):
        raise bad(name, f"Invalid type for '{name}'.", code="invalid_type")
    return value


def _messages(given: Any) -> list[tuple[str, str]]:
    if not isinstance(given, list) or not 0 < len(given) <= _MOST_MESSAGES:
        raise bad("messages", "Invalid 'messages': an array of some messages is expected.")
    return [_message(one, f"messages[{place}]") for place, one in enumerate(given)]


def _message(one: Any, param: str) -> tuple[str, str]:
    if not isinstance(one, dict) or one.get("role") not in _ROLES:
        raise bad(f"{param}.role", f"Invalid value for '{param}.role'.")
    content = one.get("content")
    if isinstance(content, list):
        content = "".join(_part(part, param) for part in content)
    if not isinstance(content, str):
        raise bad(f"{param}.content", f"Invalid type for '{param}.content'.", code="invalid_type")
    return one["role"], content


def _part(part: Any, param: str) -> str:
    if isinstance(part, dict) and part.get("type") == "text" and isinstance(part.get("text"), str):
        return str(part["text"])
    raise bad(f"{param}.content", f"Invalid value for '{param}.content': text is expected.")


def _schema(given: Any) -> dict[str, Any] | None:
    kind = given.get("type") if isinstance(given, dict) else None
    if given is None or kind == "text":
        return None
    if kind == "json_object":
        return {}
    if kind != "json_schema":
        raise bad("response_format.type", "Invalid value for 'response_format.type'.")
    named = given.get("json_schema")
    if not isinstance(named, dict) or not _NAME.fullmatch(str(named.get("name", ""))):
        raise bad("response_format.json_schema.name", "Invalid 'response_format.json_schema.name'.")
    schema = named.get("schema")
    if not isinstance(schema, dict):
        raise bad("response_format.json_schema.schema", "Missing required parameter: 'schema'.")
    if named.get("strict"):
        check_strict(schema)
    return schema


def _usage_wanted(options: Any, *, stream: bool) -> bool:
    if options is None:
        return False
    if not stream:
        raise bad("stream_options", "'stream_options' is only allowed when 'stream' is true.")
    return bool(isinstance(options, dict) and options.get("include_usage"))


def _most(body: dict[str, Any]) -> int | None:
    given = [_typed(body, name, int) for name in ("max_completion_tokens", "max_tokens")]
    if None not in given:
        raise ApiError(400, "Setting 'max_tokens' and 'max_completion_tokens' at once is wrong.")
    most: int | None = given[0] if given[1] is None else given[1]
    if most is not None and most < 1:
        raise bad("max_completion_tokens", "Invalid 'max_completion_tokens': at least 1.")
    return most


def _temperature(body: dict[str, Any]) -> float | None:
    value = body.get("temperature")
    if value is None:
        return None
    if not isinstance(value, int | float) or not 0 <= value <= _HOTTEST:
        raise bad("temperature", "Invalid 'temperature': a number from 0 to 2 is expected.")
    return float(value)

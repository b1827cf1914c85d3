"""Replies gone wrong."""

import json
from typing import Any

from infra.local.llm.script import Fault

REFUSAL = "I'm sorry, I can't help with that request."
_FINNISH = "tämä lause on kirjoitettu aivan väärällä kielellä eikä kukaan sitä pyytänyt"
_ELSEWHERE = _FINNISH.split()
_LONGEST_NAME = 12  # characters; shorter words without a space are taken for names and codes


def spoilt(text: str, fault: Fault | None) -> tuple[str, str]:
    """The text that is sent instead, and its finish_reason."""
    match fault:
        case Fault.malformed:
            return text[: max(len(text) - 2, 1)].rstrip("}]") + ", ", "stop"
        case Fault.truncated:
            return text[: len(text) // 2], "length"
        case Fault.filtered:
            return "", "content_filter"
        case Fault.wrong_language:
            return _elsewhere(text), "stop"
        case _:
            return text, "stop"


def _elsewhere(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if isinstance(value, dict | list):
        return json.dumps(_replaced(value), ensure_ascii=False)
    return _finnish(text)


def _replaced(value: Any) -> Any:
    match value:
        case dict():
            return {key: _replaced(inner) for key, inner in value.items()}
        case list():
            return [_replaced(inner) for inner in value]
        case str() if " " in value or len(value) > _LONGEST_NAME:
            return _finnish(value)
        case _:
            return value


def _finnish(text: str) -> str:
    count = max(len(text.split()), 1)
    return " ".join(_ELSEWHERE[place % len(_ELSEWHERE)] for place in range(count)).capitalize()

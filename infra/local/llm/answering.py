"""What is answered where nobody scripted anything: a module a task in `replies/<task>.py`, with

    def reply(system: str, lines: Sequence[tuple[str, str]], schema: dict | None) -> dict | str

`lines` are (role, text), the last one is what is asked. A task without a module gets something of
the shape that was asked for.
"""

import importlib
import json
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from infra.local.llm import replies
from infra.local.llm.asking import Heard
from infra.local.llm.imagining import imagined
from infra.local.llm.script import Said

Lines: TypeAlias = Sequence[tuple[str, str]]
Responder: TypeAlias = Callable[[str, Lines, dict[str, Any] | None], Said]


def responders() -> dict[str, Responder]:
    """By task. Raises AttributeError for a module that has no `reply`."""
    found: dict[str, Responder] = {}
    for module in pkgutil.iter_modules(replies.__path__):
        loaded = importlib.import_module(f"{replies.__name__}.{module.name}")
        found[module.name] = loaded.reply
    return found


def otherwise(by_task: Mapping[str, Responder]) -> Callable[[Heard], Said]:
    def answer(heard: Heard) -> Said:
        responder = by_task.get(heard.task)
        if responder is not None:
            return responder(heard.system, heard.lines, heard.schema)
        if heard.schema is not None:
            return dict(imagined(heard.schema) or {})
        return f"I heard you: {heard.last}"

    return answer


def data_in(text: str) -> dict[str, Any]:
    """The first JSON object of a line: what the product sent as data; empty where there is none."""
    start = text.find("{")
    if start < 0:
        return {}
    try:
        found, _ = json.JSONDecoder().raw_decode(text[start:])
    except ValueError:
        return {}
    return dict(found)

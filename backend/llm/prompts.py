"""Instructions for models as files: `prompts/<name>.<version>.md`, of which the newest counts.

A file begins with `Task: <name>` and has `$places` for words of ours. What people or models wrote
is data: it goes into a line, by `as_data`, and never into an instruction.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import orjson

from backend.llm.asking import Prompt

FOLDER = Path(__file__).with_name("prompts")
_FILE = re.compile(r"(?P<name>[a-z_]+)\.(?P<version>[1-9]\d*)\.md")


def prompt(name: str, **words: str) -> Prompt:
    """The newest version, filled in. Raises KeyError for an unknown name and for a missing word."""
    version, template = _newest()[name]
    return Prompt(name, version, template.substitute(words))


def as_data(**fields: Any) -> str:
    """What was written by others, as one JSON object: no text in it can end it, or look like ours.

    Marks that chat templates give a meaning to are taken apart.
    """
    text = orjson.dumps(fields, option=orjson.OPT_INDENT_2).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e")


@cache
def _newest() -> Mapping[str, tuple[int, Template]]:
    found: dict[str, tuple[int, Template]] = {}
    for file in sorted(FOLDER.glob("*.md")):
        parts = _FILE.fullmatch(file.name)
        if parts is None:
            raise ValueError(f"{file.name} is not named <name>.<version>.md")
        name, version = parts["name"], int(parts["version"])
        if version > found.get(name, (0,))[0]:
            found[name] = (version, Template(file.read_text(encoding="utf-8")))
    return found

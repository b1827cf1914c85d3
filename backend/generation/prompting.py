"""Pure: what an author is asked, in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from backend.catalogue.schemas import Voices
from backend.generation.schemas import Ordered
from backend.generation.shapes import named
from backend.kit.levels import Level
from backend.llm.asking import Asked, Line, Prompt, Role
from backend.llm.prompts import as_data, prompt

MOST_SIBLINGS = 24
MOST_OF_ONE = 90  # characters
LONGEST: Mapping[Level, int] = {Level.a1: 9, Level.a2: 13, Level.b1: 18}
"""Words that a sentence is to have at most. The gate forgives more: a list is a sentence too."""
_LONGEST = 24
_FORM = re.compile(r"^## (?P<kind>[a-z_]+)\n(?P<text>.+?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Brief:
    """What the course says of what is ordered; `siblings` are model answers of the stock."""

    title: str
    text: str
    examples: tuple[str, ...]
    topic: str
    siblings: tuple[str, ...]


@cache
def forms() -> dict[str, str]:
    """Kind -> what is said of its form. A kind without one is not generated."""
    found = _FORM.finditer(prompt("generate_forms").system)
    return {each["kind"]: each["text"].strip() for each in found}


@cache
def versions() -> str:
    """Names and versions of the instructions that an exercise comes from."""
    return f"generate_item.{_version('generate_item')}+generate_forms.{_version('generate_forms')}"


def _version(name: str) -> int:
    places = dict.fromkeys(PLACES, "") if name == "generate_item" else {}
    return prompt(name, **places).version


PLACES = (
    *("language", "writing", "explained", "level", "wanted", "longest", "form"),
    *("skill_title", "skill_text", "skill_examples", "topic", "persona", "tone"),
)


def asked(order: Ordered, brief: Brief, voices: Voices, explained: tuple[str, ...]) -> Asked:
    told = _told(order, brief, voices, explained)
    stock = [text[:MOST_OF_ONE] for text in brief.siblings[:MOST_SIBLINGS]]
    line = as_data(stock_has_already=stock)
    return Asked(Role.generate, told, (Line("user", line),))


def _told(order: Ordered, brief: Brief, voices: Voices, explained: tuple[str, ...]) -> Prompt:
    persona = {voice.key: voice.text for voice in voices.personas}
    tone = {voice.key: voice.text for voice in voices.tones}
    return prompt(
        "generate_item",
        language=named(order.language),
        level=order.level.value,
        wanted=str(order.wanted),
        writing=voices.writing,
        explained=" and ".join(map(named, explained)),
        skill_title=brief.title,
        skill_text=brief.text,
        skill_examples="\n".join(f"- {each}" for each in brief.examples),
        topic=brief.topic,
        persona=persona[order.persona],
        tone=tone[order.tone],
        longest=str(LONGEST.get(order.level, _LONGEST)),
        form=forms()[order.kind],
    )

"""A judge without any language: what shares half of its words with an accepted answer is right."""

import re
from typing import Any

from infra.local.llm.answering import Lines, data_in

RIGHT = 0.5
REASONS = {
    "English": "Some of its words say something else than the task.",
    "Russian": "Часть слов говорит не то, что в задании.",
}
_NATIVE = re.compile(r"whose own language is (?P<name>\w+)")


def reply(system: str, lines: Lines, _: dict[str, Any] | None) -> dict[str, Any]:
    asked = data_in(lines[-1][1])
    said = _words(asked.get("learner_answer", ""))
    likest = max((_likeness(said, _words(text)) for text in asked.get("accepted", [])), default=0)
    right = likest >= RIGHT
    found = _NATIVE.search(system)
    native = found["name"] if found else "English"
    return {
        "language_is_target": True,
        "is_instruction_or_other": False,
        "meaning_kept": "yes" if right else "no",
        "errors": [],
        "reason_english": "" if right else REASONS["English"],
        "reason_native": "" if right else REASONS.get(native, REASONS["English"]),
    }


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _likeness(said: set[str], right: set[str]) -> float:
    return len(said & right) / max(len(said | right), 1)

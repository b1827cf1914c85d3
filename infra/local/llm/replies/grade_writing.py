"""A reader without any language: knows some mistakes, and likes a text that is long enough."""

import re
from typing import Any

from infra.local.llm.answering import Lines, data_in
from infra.local.llm.replies.correct_turn import KNOWN

GOOD, SOME = 3, 2
SAID = {
    "English": ("Your text can be followed from its beginning to its end.", "Write another one."),
    "Russian": ("За вашим текстом легко следить.", "Напишите ещё один."),
    "Dutch": ("Je tekst is goed te volgen.", "Schrijf er nog een."),
}
_NATIVE = re.compile(r"own language is (?P<name>\w+)")


def reply(system: str, lines: Lines, _: dict[str, Any] | None) -> dict[str, Any]:
    asked = data_in(lines[-1][1])
    text, task = str(asked.get("learner_text", "")), asked.get("task", {})
    long_enough = len(text.split()) >= int(task.get("words", {}).get("least", 0))
    mark = GOOD if long_enough else SOME
    found = _NATIVE.search(system)
    went_well, practise = SAID.get(found["name"] if found else "English", SAID["English"])
    return {
        "language_is_target": True,
        "is_instruction_or_other": False,
        "points_said": [True for _ in task.get("points", [])],
        "range": mark,
        "accuracy": mark,
        "cohesion": mark,
        "corrections": [
            {"quote": quote, "correction": right, "type": "grammar", "skill": None, "reason": why}
            for quote, (right, why) in KNOWN.items()
            if re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", text)
        ],
        "went_well": [went_well],
        "practise": practise,
    }

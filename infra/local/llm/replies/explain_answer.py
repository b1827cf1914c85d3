"""An explanation without any language: it shows what is accepted beside what was answered."""

import re
from typing import Any

from infra.local.llm.answering import Lines, data_in

_NATIVE = re.compile(r"whose own language is (?P<name>\w+)")
_WHAT = {
    "English": "'{said}' is not among the answers to this task.",
    "Russian": "«{said}» не подходит к этому заданию.",
}
_RULE = {
    "English": "Compare it with '{right}', word by word.",
    "Russian": "Сравните слово за словом: «{right}».",
}


def reply(system: str, lines: Lines, _: dict[str, Any] | None) -> dict[str, Any]:
    asked = data_in(lines[-1][1])
    found = _NATIVE.search(system)
    native = found["name"] if found and found["name"] in _WHAT else "English"
    right = next(iter(asked.get("right") or ["…"]))
    words = {"said": str(asked.get("learner_answer", ""))[:80], "right": str(right)[:120]}
    return {
        "what": _WHAT[native].format(**words),
        "rule": _RULE[native].format(**words),
        "example": words["right"],
        "could_be_right": "unsure",
    }

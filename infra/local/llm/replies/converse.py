"""A partner with two lines of each language, who says back how a message began."""

import re
from typing import Any

from infra.local.llm.answering import Lines, data_in

_LANGUAGE = re.compile(r"In (?P<name>English|Dutch|Bulgarian|Serbian)\b")
LINES = {
    "English": ("Nice! “{said}”, I like that. And what else?", "I see. And what do you like best?"),
    "Dutch": ("Leuk! “{said}”, dat is fijn. En verder?", "Ik begrijp het. En wat vindt u lekker?"),
    "Bulgarian": ("Чудесно! „{said}“, харесва ми. А друго?", "Разбирам. А ти какво обичаш?"),
    "Serbian": ("Lepo! „{said}“, to mi se sviđa. A još nešto?", "Razumem. A šta ti voliš?"),
}
MOST_WORDS = 4


def reply(system: str, lines: Lines, _: dict[str, Any] | None) -> str:
    asked = data_in(lines[-1][1])
    found = _LANGUAGE.search(system)
    offered = LINES[found["name"] if found else "English"]
    said = " ".join(str(asked.get("message", "")).split()[:MOST_WORDS])
    return offered[len(asked.get("talk", [])) // 2 % len(offered)].format(said=said)

"""What begins with “I have”, “I live” or “my”, in the four languages, is a fact."""

import re
from typing import Any

from infra.local.llm.answering import Lines, data_in

_ABOUT_ME = re.compile(
    r"\b(I have|I live|My|Ik heb|Ik woon|Mijn|Имам|Живея|Моят|Моята|Imam|Živim|Moj|Moja)\b[^.!?]*"
)


def reply(_: str, lines: Lines, __: dict[str, Any] | None) -> dict[str, Any]:
    said = [str(line) for line in data_in(lines[-1][1]).get("lines", [])]
    return {"facts": [found[0].strip() for line in said if (found := _ABOUT_ME.search(line))]}

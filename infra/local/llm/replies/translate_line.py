"""No translator: it says which line it was given, and that it cannot."""

from typing import Any

from infra.local.llm.answering import Lines, data_in


def reply(_: str, lines: Lines, __: dict[str, Any] | None) -> dict[str, Any]:
    line = str(data_in(lines[-1][1]).get("line", ""))
    return {"translation": f"(the local model cannot translate) {line}"}

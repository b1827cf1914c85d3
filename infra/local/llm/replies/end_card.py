"""Praise for the longest message."""

from typing import Any

from infra.local.llm.answering import Lines, data_in


def reply(_: str, lines: Lines, __: dict[str, Any] | None) -> dict[str, Any]:
    said = [str(line) for line in data_in(lines[-1][1]).get("lines", [])]
    longest = max(said, key=len, default="")
    return {"praise": [f"You said it in one go: “{longest[:80]}”.", "You kept the talk going."]}

"""The beginnings of what the learner said, one after the other."""

from typing import Any

from infra.local.llm.answering import Lines, data_in

MOST = 60


def reply(_: str, lines: Lines, __: dict[str, Any] | None) -> dict[str, Any]:
    asked = data_in(lines[-1][1])
    said = [line["learner"][:MOST] for line in asked.get("talk", []) if "learner" in line]
    return {"summary": " ".join(part for part in (asked.get("so_far"), *said) if part)[:800]}

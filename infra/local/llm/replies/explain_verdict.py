"""The one reason that the judge beside it has, in the language that is asked for."""

import re
from typing import Any

from infra.local.llm.answering import Lines
from infra.local.llm.replies.judge_answer import REASONS

_NATIVE = re.compile(r"the same reason in (?P<name>\w+)")


def reply(system: str, _: Lines, __: dict[str, Any] | None) -> dict[str, Any]:
    found = _NATIVE.search(system)
    return {"reason": REASONS.get(found["name"] if found else "", REASONS["English"])}

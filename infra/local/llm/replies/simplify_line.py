"""The first sentence alone is easier than all of them."""

import re
from typing import Any

from infra.local.llm.answering import Lines, data_in


def reply(_: str, lines: Lines, __: dict[str, Any] | None) -> dict[str, Any]:
    line = str(data_in(lines[-1][1]).get("line", ""))
    return {"line": re.split(r"(?<=[.!?…])\s+", line)[0]}

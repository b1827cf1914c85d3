"""Rules over HTTP: the body of POST /script.

{"task": "judge_answer", "contains": "…", "matches": "regex", "reply": {…} | "…", "replies": […],
 "fault": "rate_limited", "retry_after": 1, "slow": 2, "drip": 0.5, "times": 1}
"""

import re
from typing import Any

from infra.local.llm.errors import ApiError
from infra.local.llm.script import Fault, Rule

_FIELDS = "task contains matches reply replies fault retry_after slow drip times"
_KNOWN = frozenset(_FIELDS.split())
_LONGEST = 600  # seconds


def rule_of(body: Any) -> Rule:
    """Raises ApiError for what is no rule."""
    if not isinstance(body, dict) or body.keys() - _KNOWN:
        raise ApiError(400, f"a rule has some of {', '.join(sorted(_KNOWN))}")
    replies = body.get("replies", [body["reply"]] if "reply" in body else [])
    try:
        return Rule(
            task=body.get("task"),
            contains=body.get("contains"),
            matches=re.compile(body["matches"]) if "matches" in body else None,
            replies=tuple(replies),
            fault=Fault(body["fault"]) if "fault" in body else None,
            slow=_seconds(body.get("slow", 0)),
            drip=_seconds(body.get("drip", 0)),
            retry_after=_seconds(body["retry_after"]) if "retry_after" in body else None,
            times=body.get("times"),
        )
    except (TypeError, ValueError, re.error) as error:
        raise ApiError(400, f"no rule: {error}") from error


def _seconds(value: Any) -> float:
    if not 0 <= float(value) <= _LONGEST:
        raise ValueError(f"{value} is not 0 to {_LONGEST} seconds")
    return float(value)

"""What the server is to say, and how badly: rules that are tried from the newest to the oldest."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from infra.local.llm.asking import Heard

Said: TypeAlias = dict[str, Any] | list[Any] | str
Reply: TypeAlias = Said | Callable[[Heard], Said]


class Fault(StrEnum):
    """How a call goes wrong. Those of the second half spoil the reply that would be given."""

    hang = "hang"  # nothing comes, until the caller goes away
    rate_limited = "rate_limited"  # 429, with Retry-After
    error = "error"  # 500
    drop = "drop"  # the connection ends; half-way, where it streams
    garbled = "garbled"  # a page of HTML with status 200

    refusal = "refusal"
    filtered = "filtered"  # finish_reason content_filter
    malformed = "malformed"  # JSON without its end
    truncated = "truncated"  # half of it, finish_reason length
    wrong_language = "wrong_language"


@dataclass
class Rule:
    """For calls of `task` (any, when None) whose messages contain, or match, what is given.

    `replies` are given in turn, the last one again and again. `slow` and `drip` are seconds: before
    anything is said, and between the pieces of a stream. `times` is how often the rule holds.
    """

    task: str | None = None
    contains: str | None = None
    matches: re.Pattern[str] | None = None
    replies: Sequence[Reply] = ()
    fault: Fault | None = None
    slow: float = 0.0
    drip: float = 0.0
    retry_after: float | None = None
    times: int | None = None
    used: int = field(default=0, init=False)

    def fits(self, heard: Heard) -> bool:
        return (
            (self.times is None or self.used < self.times)
            and self.task in {None, heard.task}
            and (self.contains is None or self.contains in heard.text)
            and (self.matches is None or self.matches.search(heard.text) is not None)
        )

    def use(self) -> Reply | None:
        """The reply whose turn it is; None where the rule has none of its own."""
        turn = min(self.used, len(self.replies) - 1)
        self.used += 1
        return self.replies[turn] if self.replies else None


@dataclass(frozen=True)
class Plan:
    """What becomes of one call. `text` is None where nobody has said what to answer."""

    text: str | None
    fault: Fault | None = None
    slow: float = 0.0
    drip: float = 0.0
    retry_after: float | None = None


class Script:
    """Without a rule that has a reply, `otherwise` is asked; without it there is no answer."""

    def __init__(self, otherwise: Callable[[Heard], Said | None] = lambda _: None) -> None:
        self._rules: list[Rule] = []
        self._otherwise = otherwise

    def add(self, rule: Rule) -> None:
        self._rules.insert(0, rule)

    def reset(self) -> None:
        self._rules.clear()

    def plan(self, heard: Heard) -> Plan:
        """Uses up one turn of the first rule that fits.

        A rule with a fault or a pause and no reply of its own spoils or delays what the next
        fitting one says.
        """
        fitting = [rule for rule in self._rules if rule.fits(heard)]
        if not fitting:
            return Plan(_said(self._otherwise(heard), heard))
        first = fitting[0]
        reply = first.use()
        for rule in fitting[1:]:
            if reply is not None:
                break
            reply = rule.use()
        said = self._otherwise(heard) if reply is None else reply
        return Plan(_said(said, heard), first.fault, first.slow, first.drip, first.retry_after)


def _said(reply: Reply | None, heard: Heard) -> str | None:
    if callable(reply):
        reply = reply(heard)
    if reply is None or isinstance(reply, str):
        return reply
    return json.dumps(reply, ensure_ascii=False)

"""What was asked of the server, oldest first."""

from dataclasses import dataclass
from typing import Any

from infra.local.llm.asking import Heard
from infra.local.llm.tokens import Usage

_MOST = 20_000


@dataclass
class Call:
    """One HTTP call. `outcome` is `open` while it lasts, then what became of it.

    said · gone (the caller went away) · the name of a fault · the status of a refusal
    """

    number: int
    heard: Heard
    outcome: str = "open"
    usage: Usage | None = None

    @property
    def body(self) -> dict[str, Any]:
        """The whole request, as it came."""
        return self.heard.body

    def end(self, outcome: str) -> None:
        """Its first end is the one that counts."""
        if self.outcome == "open":
            self.outcome = str(outcome)

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "task": self.heard.task,
            "model": self.heard.model,
            "system": self.heard.system,
            "lines": self.heard.lines,
            "stream": self.heard.stream,
            "outcome": self.outcome,
        }


class Journal:
    def __init__(self) -> None:
        self._calls: list[Call] = []
        self._number = 0

    def begin(self, heard: Heard) -> Call:
        self._number += 1
        call = Call(self._number, heard)
        self._calls.append(call)
        del self._calls[:-_MOST]
        return call

    def calls(self, task: str | None = None) -> list[Call]:
        return [call for call in self._calls if task in {None, call.heard.task}]

    def clear(self) -> None:
        self._calls.clear()

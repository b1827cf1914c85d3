"""One HTTP call to a model: what a vendor's gateway is asked for, and what it tells."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from backend.llm.asking import Line


class Outcome(StrEnum):
    """What became of a call; `open` while nobody knows yet."""

    open = "open"
    answered = "answered"
    unusable = "unusable"  # of another shape than was asked for
    truncated = "truncated"  # cut off at the limit of its length
    refused = "refused"  # the model, or its filter, would not
    rejected = "rejected"  # the server would not take the request itself
    limited = "limited"  # 429
    denied = "denied"  # key, model or account are wrong
    failed = "failed"  # 5xx
    timeout = "timeout"
    unreachable = "unreachable"  # no connection, or one that broke
    stopped = "stopped"  # we stopped listening
    lost = "lost"  # the process that asked is gone


# The model is there, whatever its reply is worth.
WELL = frozenset(
    {Outcome.answered, Outcome.unusable, Outcome.truncated, Outcome.refused, Outcome.rejected}
)
# Says nothing about the model: we went away.
MUTE = frozenset({Outcome.open, Outcome.stopped, Outcome.lost})


class Usage(NamedTuple):
    """Tokens. `cached` are those of the input that were cheaper."""

    input: int = 0
    cached: int = 0
    output: int = 0


@dataclass(frozen=True)
class Call:
    """`schema` is a strict JSON schema and its name; without it, text is asked for.

    `patience` is in seconds: for the whole reply, or for each piece of one that is streamed.
    """

    model: str
    system: str
    lines: tuple[Line, ...]
    temperature: float
    max_tokens: int
    patience: float
    schema: tuple[str, dict[str, Any]] | None = None


@dataclass(frozen=True)
class Reply:
    """`model` is the one that says it answered."""

    text: str
    model: str
    usage: Usage | None


@dataclass(frozen=True)
class Piece:
    """Of a stream. The last one has no text and tells the usage, where the server does."""

    text: str
    model: str | None = None
    usage: Usage | None = None


class CallFailed(Exception):
    """`usage` where the server told it all the same; `after` is the pause it asks for, seconds."""

    def __init__(
        self,
        outcome: Outcome,
        why: str,
        *,
        usage: Usage | None = None,
        after: float | None = None,
    ) -> None:
        super().__init__(why)
        self.outcome = outcome
        self.usage = usage
        self.after = after


class Models(Protocol):
    """Each call is one HTTP attempt. Raises CallFailed, and nothing else."""

    async def complete(self, call: Call) -> Reply: ...

    def stream(self, call: Call) -> AsyncIterator[Piece]:
        """Closing it closes the connection."""

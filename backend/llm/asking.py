"""Asking a language model, in our words. Only workers ask; what a press needs never waits for one.

LlmError
├── Unavailable  no answer came in time: down, slow, busy, the breaker is open, none is set up
├── OverBudget   nobody was asked: the budget does not allow it
├── Refused      the model will not do it: never ask the same again
└── Unusable     an answer came that is not what was asked for: cut off, or of another shape
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

Shape = TypeVar("Shape", bound=BaseModel)


class LlmError(Exception):
    pass


class Unavailable(LlmError):
    pass


class OverBudget(LlmError):
    pass


class Refused(LlmError):
    pass


class Unusable(LlmError):
    pass


class Role(StrEnum):
    """What a model is asked for; each has a model, a temperature and limits of its own."""

    generate = "generate"
    judge = "judge"
    critique = "critique"
    explain = "explain"
    converse = "converse"
    report = "report"


@dataclass(frozen=True)
class Prompt:
    """The instruction of `prompts/<name>.<version>.md`, its places filled with words of ours.

    Nothing that a person or a model wrote stands in it: that is data, and goes into lines.
    """

    name: str
    version: int
    system: str


@dataclass(frozen=True)
class Line:
    """What was said before, in order; the last one is what is asked now."""

    by: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True)
class Asked:
    """One question. `user_id` is the learner on whose budget it goes; None where it is ours."""

    role: Role
    prompt: Prompt
    lines: tuple[Line, ...]
    user_id: int | None = None


@dataclass(frozen=True)
class Replied(Generic[Shape]):
    """A reply of the shape that was asked for, and the model that gave it."""

    value: Shape
    model: str


class Llm(Protocol):
    """Asked with no transaction open. Each call is booked, one that failed too."""

    async def ask(self, asked: Asked, shape: type[Shape]) -> Replied[Shape]:
        """Takes 45 seconds at most. Raises LlmError."""

    def stream(self, asked: Asked) -> AsyncIterator[str]:
        """The reply as it is written, piece by piece. Raises LlmError, also half-way."""

"""Binds a job to the one function that does it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Generic, TypeAlias, TypeVar

from backend.queue import Job
from workers.context import Work

J = TypeVar("J", bound=Job)


@dataclass(frozen=True)
class Handler(Generic[J]):
    """May be called as the function it wraps.

    That one reads what it needs in `work.transaction()`, does what is slow with no transaction
    open, and writes in `work.finish()`; one that has nothing to write leaves that out.
    """

    job: type[J]
    function: Callable[[Work, J], Awaitable[None]]

    async def __call__(self, work: Work, job: J) -> None:
        await self.function(work, job)

    async def do(self, work: Work) -> None:
        """The whole of an attempt. Raises whatever the handler does, and LeaseLost."""
        await self.function(work, self.job.model_validate(work.claim.payload))
        if not work.finished:
            async with work.finish():
                pass


Handlers: TypeAlias = dict[str, Handler[Any]]


def handles(job: type[J]) -> Callable[[Callable[[Work, J], Awaitable[None]]], Handler[J]]:
    def wrap(function: Callable[[Work, J], Awaitable[None]]) -> Handler[J]:
        return Handler(job, function)

    return wrap


def handlers_in(*modules: ModuleType) -> Handlers:
    """By the name of their job. Raises ValueError when two want the same."""
    found: Handlers = {}
    for module in modules:
        for handler in vars(module).values():
            if not isinstance(handler, Handler):
                continue
            name = handler.job.name()
            if found.setdefault(name, handler) is not handler:
                raise ValueError(f"{name} has two handlers")
    return found

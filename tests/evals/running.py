"""All the sets before one model."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from backend.llm.asking import Llm
from tests.evals import drafting, judging, sets, talking
from tests.evals.report import Report

One = TypeVar("One")
Out = TypeVar("Out")


async def evaluate(llm: Llm, report: Report, *, at_once: int) -> None:
    judging.tell(report, await _all(llm, judging.ruled, sets.answers(), at_once))
    drafting.tell(report, await _all(llm, drafting.read, sets.drafts(), at_once))
    talking.tell(report, await _all(llm, talking.replied, sets.talks(), at_once))


async def _all(
    llm: Llm, ask: Callable[[Llm, One], Awaitable[Out]], some: Sequence[One], at_once: int
) -> list[Out]:
    """In their order."""
    free = asyncio.Semaphore(at_once)

    async def one(it: One) -> Out:
        async with free:
            return await ask(llm, it)

    return list(await asyncio.gather(*(one(each) for each in some)))

"""The desk at which models are asked: the one place that decides on another try."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from backend.llm import shapes
from backend.llm.asking import Asked, OverBudget, Replied, Role, Unavailable
from backend.llm.caller import Caller
from backend.llm.calling import CallFailed
from backend.llm.choosing import Choice
from backend.llm.roles import MANNERS, Manner
from backend.llm.tries import Tries, in_our_words

Shape = TypeVar("Shape", bound=BaseModel)


class NoLlm:
    """Stands where no model is set up."""

    async def ask(self, asked: Asked, shape: type[Shape]) -> Replied[Shape]:
        raise Unavailable("no model is set up")

    async def stream(self, asked: Asked) -> AsyncIterator[str]:
        raise Unavailable("no model is set up")
        yield ""


class Desk:
    """An `Llm`. At most `slots` questions are under way in one process; others wait their turn."""

    def __init__(
        self,
        caller: Caller,
        choice: Choice,
        *,
        slots: int = 8,
        manners: Mapping[Role, Manner] = MANNERS,
    ) -> None:
        self._caller = caller
        self._choice = choice
        self._slots = asyncio.Semaphore(slots)
        self._manners = manners

    async def ask(self, asked: Asked, shape: type[Shape]) -> Replied[Shape]:
        """Raises LlmError. A reply of another shape is sent back once, its faults named."""
        tries = Tries(asked, self._manners[asked.role], self._choice)
        schema = shapes.strict_schema(shape)
        async with self._turn(tries):
            while True:
                call = replace(tries.call(), schema=schema)
                try:
                    return await self._caller.complete(asked, call, shape)
                except (CallFailed, OverBudget) as failure:
                    await tries.failed(failure, call.model)

    async def stream(self, asked: Asked) -> AsyncIterator[str]:
        """Raises LlmError. Another try is made only while nothing has been said."""
        tries, silent = Tries(asked, self._manners[asked.role], self._choice), True
        async with self._turn(tries):
            while True:
                call = tries.call()
                try:
                    async with aclosing(self._caller.stream(asked, call, tries.left())) as pieces:
                        async for piece in pieces:
                            silent = False
                            yield piece
                        return
                except (CallFailed, OverBudget) as failure:
                    if not silent:
                        raise in_our_words(failure) from failure
                    await tries.failed(failure, call.model)

    @asynccontextmanager
    async def _turn(self, tries: Tries) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(tries.left()):
                await self._slots.acquire()
        except TimeoutError as error:
            raise Unavailable("too many questions at once") from error
        try:
            yield
        finally:
            self._slots.release()

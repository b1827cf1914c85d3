"""One call to a model, from its reservation to its settlement."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar, cast

import structlog
from pydantic import BaseModel

from backend.llm import shapes
from backend.llm.asking import Asked, OverBudget, Replied
from backend.llm.booking import Booking, Books, Ended
from backend.llm.calling import Call, CallFailed, Models, Outcome, Piece, Usage
from backend.llm.choosing import Choice
from backend.llm.metrics import Metrics

Shape = TypeVar("Shape", bound=BaseModel)

_LAST_WORDS = 3.0  # seconds

log = structlog.get_logger(__name__)


@dataclass
class Running:
    """What is known of a call so far."""

    text: str = ""
    model: str = ""
    usage: Usage | None = None


class Misread(CallFailed):
    """The reply came, and is not of the shape; `text` is what it was, `why` names the fields."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(Outcome.unusable, why)
        self.text = text
        self.why = why


class Caller:
    def __init__(self, models: Models, books: Books, choice: Choice, metrics: Metrics) -> None:
        self._models = models
        self._books = books
        self._choice = choice
        self._metrics = metrics
        self._settling: set[asyncio.Task[None]] = set()

    async def aclose(self) -> None:
        """Wait a moment for what is still being settled."""
        if self._settling:
            await asyncio.wait(self._settling, timeout=_LAST_WORDS)

    async def complete(self, asked: Asked, call: Call, shape: type[Shape]) -> Replied[Shape]:
        """Raises CallFailed, Misread among it, and OverBudget."""
        async with self._booked(asked, call) as running:
            try:
                async with asyncio.timeout(call.patience):
                    reply = await self._models.complete(call)
            except TimeoutError as error:
                raise CallFailed(Outcome.timeout, f"took over {call.patience:g} s") from error
            running.text, running.model, running.usage = reply.text, reply.model, reply.usage
            try:
                return Replied(shapes.read(reply.text, shape), reply.model)
            except shapes.Misshapen as error:
                raise Misread(reply.text, str(error)) from error

    async def stream(self, asked: Asked, call: Call, left: float) -> AsyncGenerator[str]:
        """The pieces, for which we wait `left` seconds in all; what the listener takes for them
        is not counted. Raises CallFailed and OverBudget; closing it ends the call."""
        async with self._booked(asked, call) as running:
            opened = cast(AsyncGenerator[Piece], self._models.stream(call))
            async with aclosing(opened) as pieces:
                async for piece in _in_time(pieces, call.patience, left):
                    running.text += piece.text
                    running.model = piece.model or running.model
                    running.usage = piece.usage or running.usage
                    if piece.text:
                        yield piece.text
            if not running.text.strip():
                raise CallFailed(Outcome.unusable, "nothing was said")

    @asynccontextmanager
    async def _booked(self, asked: Asked, call: Call) -> AsyncIterator[Running]:
        booking = await self._open(asked, call)
        clock = asyncio.get_running_loop().time
        running, outcome, started = Running(), Outcome.stopped, clock()
        try:
            yield running
            outcome = Outcome.answered
        except CallFailed as failure:
            outcome, running.usage = failure.outcome, failure.usage or running.usage
            raise
        finally:
            ended = Ended(outcome, clock() - started, running.usage, running.text, running.model)
            self._choice.ended(call.model, outcome)
            # Whoever cancels us, the money is settled.
            await asyncio.shield(self._begin_settling(asked, booking, ended))

    async def _open(self, asked: Asked, call: Call) -> Booking:
        try:
            return await self._books.open(asked, call)
        except BaseException as error:  # a cancellation too: no call was made
            self._choice.ended(call.model, None)
            if isinstance(error, OverBudget):
                self._metrics.over_budget(asked.role)
            raise

    def _begin_settling(self, asked: Asked, booking: Booking, ended: Ended) -> asyncio.Task[None]:
        settling = asyncio.create_task(self._settle(asked, booking, ended))
        self._settling.add(settling)
        settling.add_done_callback(self._settling.discard)
        return settling

    async def _settle(self, asked: Asked, booking: Booking, ended: Ended) -> None:
        cost = 0
        try:
            cost = await self._books.settle(booking, ended)
        except Exception:  # the reply is worth more than its row, which lapses
            log.warning("llm.not_settled", call=booking.id, exc_info=True)
        self._metrics.called(
            asked.role, booking.call.model, ended.outcome, seconds=ended.seconds, cost=cost
        )
        if ended.outcome is not Outcome.answered:
            log.info("llm.call_failed", role=asked.role.value, outcome=ended.outcome.value)


async def _in_time(
    pieces: AsyncGenerator[Piece], patience: float, left: float
) -> AsyncGenerator[Piece]:
    clock = asyncio.get_running_loop().time
    while True:
        began = clock()
        try:
            async with asyncio.timeout(min(patience, left)):
                piece = await anext(pieces)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise CallFailed(Outcome.timeout, "the rest did not come in time") from error
        left = max(left - (clock() - began), 0.0)
        yield piece

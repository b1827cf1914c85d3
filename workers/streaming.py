"""A reply that is written into one message while it comes, at the pace that Telegram allows.

The message is edited every second and a half at most. When Telegram asks for patience, nothing
leaves until it is over; the whole reply is told in any case, once.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from backend.gateways.telegram import (
    Address,
    Blocked,
    Message,
    NotSent,
    OutcomeUnknown,
    RetryLater,
    Telegram,
    Unreachable,
)

PAUSE = 1.5  # seconds between two edits of a message
TICK = 0.5  # seconds between two looks at what has come
PATIENCE = 120.0  # seconds: whoever asks for more has the job come again
TRIES = 4  # of the last edit, while nothing is heard of Telegram
MOST = 12_000  # characters of a reply

log = structlog.get_logger(__name__)


class Time:
    """The event loop's; a test has one of its own."""

    def now(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def until(self, task: "asyncio.Task[Any]", seconds: float) -> None:
        """Returns when the task has ended, or the seconds have passed."""
        await asyncio.wait({task}, timeout=seconds)


class Pacer:
    """Pure: when the next call may leave."""

    def __init__(self, pause: float = PAUSE) -> None:
        self._pause = pause
        self._next = 0.0

    def wait(self, now: float) -> float:
        """Seconds from now until one may."""
        return max(self._next - now, 0.0)

    def left(self, now: float) -> None:
        self._next = max(self._next, now + self._pause)

    def refused(self, now: float, after: timedelta) -> None:
        self._next = max(self._next, now + after.total_seconds())


@dataclass
class Draft:
    """What has come so far. `error` is why no more came; `stopped`: the learner wanted no more."""

    text: str = ""
    stopped: bool = False
    error: Exception | None = None


class Writer:
    """Writes into one message of a chat; without one it reads what comes, and shows nothing."""

    def __init__(
        self,
        telegram: Telegram,
        to: Address,
        message_id: int | None,
        *,
        time: Time | None = None,
        pause: float = PAUSE,
    ) -> None:
        self._telegram = telegram
        self._to = to
        self.message_id = message_id
        self._time = time or Time()
        self._pacer = Pacer(pause)

    async def follow(
        self,
        pieces: AsyncIterator[str],
        paint: Callable[[str], Message],
        is_stopped: Callable[[], Awaitable[bool]],
        *,
        first: float,
    ) -> Draft:
        """Shows what comes until it ends, breaks off, or is stopped, which ends the call too.

        The first piece has `first` seconds to come. Raises Blocked.
        """
        draft, painted = Draft(), ""
        self._pacer.left(self._time.now())
        reading = asyncio.create_task(_read(pieces, draft, first))
        try:
            while not reading.done():
                await self._time.until(reading, TICK)
                if reading.done():
                    break
                if await is_stopped():
                    draft.stopped = True
                    break
                painted = await self._painted(draft.text, painted, paint)
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
        return draft

    async def _painted(self, text: str, before: str, paint: Callable[[str], Message]) -> str:
        """What the message says now."""
        if self.message_id is None or not text.strip() or text == before:
            return before
        if self._pacer.wait(self._time.now()):
            return before
        try:
            await self._telegram.edit(self._to, self.message_id, paint(text))
        except Blocked:
            raise
        except RetryLater as flood:
            self._pacer.refused(self._time.now(), flood.after)
            return before
        except (NotSent, OutcomeUnknown) as error:  # the last edit tells all of it
            log.info("stream.edit_failed", reason=str(error))
        self._pacer.left(self._time.now())
        return text

    async def end(self, message: Message) -> None:
        """The last edit, however long it takes to get through.

        Raises RetryLater where Telegram asks for more patience than a job has, and Gone, Rejected,
        Blocked, Unreachable, OutcomeUnknown.
        """
        assert self.message_id is not None, "there is no message to write into"
        for tries in range(TRIES):
            wait = self._pacer.wait(self._time.now())
            if wait > PATIENCE:
                raise RetryLater(timedelta(seconds=wait))
            await self._time.sleep(wait)
            try:
                await self._telegram.edit(self._to, self.message_id, message)
            except RetryLater as flood:
                self._pacer.refused(self._time.now(), flood.after)
                if tries == TRIES - 1:
                    raise
            except (Unreachable, OutcomeUnknown):
                self._pacer.left(self._time.now())
                if tries == TRIES - 1:
                    raise
            else:
                self._pacer.left(self._time.now())
                return


async def _read(pieces: AsyncIterator[str], draft: Draft, first: float) -> None:
    try:
        async with asyncio.timeout(first) as patience:
            async for piece in pieces:
                patience.reschedule(None)
                draft.text += piece
                if len(draft.text) > MOST:
                    break
    except Exception as error:  # noqa: BLE001 - what was read counts; whoever asked decides
        draft.error = error
    finally:
        if isinstance(pieces, AsyncGenerator):
            await pieces.aclose()

"""Waiting for something to happen, without polling."""

import asyncio
from contextlib import suppress


class Bell:
    """Rings wake everybody who waits at that moment; a later `wait` needs a later ring."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    def next_ring(self) -> asyncio.Event:
        """What the next ring sets.

        Take it in the same breath as the look at what there is: a task that takes it when it
        comes to run misses what rang in between.
        """
        return self._event

    async def wait(self, seconds: float) -> None:
        """Until the next ring, at most `seconds`."""
        # Not wait_for: a ring and a cancellation at once would lose the cancellation (Python 3.11).
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._event.wait()

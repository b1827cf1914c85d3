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

    async def wait(self, seconds: float) -> None:
        """Until the next ring, at most `seconds`."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), seconds)

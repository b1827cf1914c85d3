"""Waiting in tests, bounded."""

import asyncio
from collections.abc import Callable


async def eventually(holds: Callable[[], object], *, seconds: float = 10) -> None:
    """Return once `holds()` is true; fail after `seconds`."""
    for _ in range(int(seconds / 0.02)):
        if holds():
            return
        await asyncio.sleep(0.02)
    assert holds(), f"it did not happen within {seconds} s"

"""Questions to a model that nobody waits for: where no answer comes, everything goes on without."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

import structlog

from backend.llm.asking import LlmError

Answer = TypeVar("Answer")

log = structlog.get_logger(__name__)


async def quietly(answer: Awaitable[Answer]) -> Answer | None:
    """None where the model would not or could not answer."""
    try:
        return await answer
    except LlmError as error:
        log.info("model.no_answer", reason=repr(error))
        return None


async def asked_within(seconds: float, answer: Awaitable[Answer]) -> Answer | None:
    """The same, and None also where it takes longer."""
    try:
        async with asyncio.timeout(seconds):
            return await quietly(answer)
    except TimeoutError:
        return None

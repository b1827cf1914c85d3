"""Messages that leave once, whatever is repeated or killed in between."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog

from backend.gateways.telegram import Address, Gone, Message, NotSent, OutcomeUnknown
from backend.jobs.models import SendState
from backend.jobs.repository import Sends
from workers.context import Work

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Quiet:
    """A message that arrives without a sound."""

    message: Message

    def kwargs(self) -> dict[str, Any]:
        return {**self.message.kwargs(), "disable_notification": True}


async def send_once(
    work: Work, key: str, to: Address, message: Message, *, repeat_in_doubt: bool = False
) -> int | None:
    """Send it, unless what has this `key` was sent before; the new message's id, where it was.

    Nobody knows whether it arrived when its sender died, or had no answer: then it is not sent
    again, or with `repeat_in_doubt`, rather twice than not at all. Raises NotSent, after which it
    may be tried again; with `repeat_in_doubt` also OutcomeUnknown.
    """

    async def send() -> int:
        return await work.resources.telegram.send(to, message)

    return await leave_once(work, key, send, repeat_in_doubt=repeat_in_doubt)


async def leave_once(
    work: Work, key: str, send: Callable[[], Awaitable[int]], *, repeat_in_doubt: bool = False
) -> int | None:
    """The same for whatever `send` sends, which tells the new message's id and raises TelegramError
    alone."""
    async with work.transaction() as session:
        state = await Sends(session).begin(key)
    if state is SendState.sent:
        return None
    if state is SendState.sending and not repeat_in_doubt:
        log.warning("send.in_doubt", key=key)
        return None
    return await _send(work, key, send, repeat_in_doubt=repeat_in_doubt)


async def edit_once(  # what, where, and how far it has come
    work: Work, key: str, to: Address, message_id: int, message: Message, *, passed: bool
) -> None:
    """Write it into a message; into a new one where that is gone.

    Twice is once, as long as nothing else was written there in between: it may have been where
    what it offers has `passed`, and then it is not repeated. Raises NotSent, OutcomeUnknown.
    """
    async with work.transaction() as session:
        state = await Sends(session).begin(key)
    if state is SendState.sent or (state is SendState.sending and passed):
        return
    try:
        await work.resources.telegram.edit(to, message_id, message)
    except Gone:
        await send_once(work, f"{key}:anew", to, message)
    except NotSent:
        async with work.transaction() as session:
            await Sends(session).take_back(key)
        raise
    async with work.transaction() as session:
        await Sends(session).sent(key, message_id=message_id)


async def _send(
    work: Work, key: str, send: Callable[[], Awaitable[int]], *, repeat_in_doubt: bool
) -> int | None:
    try:
        message_id = await send()
    except NotSent:
        async with work.transaction() as session:
            await Sends(session).take_back(key)
        raise
    except OutcomeUnknown:
        if repeat_in_doubt:
            raise
        log.warning("send.in_doubt", key=key, exc_info=True)
        return None
    async with work.transaction() as session:
        await Sends(session).sent(key, message_id=message_id)
    return message_id

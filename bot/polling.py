"""Asking Telegram for updates, at least once each.

The next offset confirms a batch, so it is asked for only when the whole batch is handled: of a
process that is killed in between, nothing is lost, and handling twice is harmless.
"""

import asyncio
from contextlib import suppress
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import Update
from pydantic import ValidationError

from backend.kit.clock import utc_now
from bot.intake import Intake
from bot.metrics import Metrics

WAIT_S = 25
GRACE_S = 10
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0

# A token that was revoked, and one that never was.
UNKNOWN_BOT = (TelegramUnauthorizedError, TelegramNotFound)

log = structlog.get_logger(__name__)


class Polling:
    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        metrics: Metrics,
        *,
        allowed: list[str],
        wait_s: int = WAIT_S,
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._metrics = metrics
        self._allowed = allowed
        self._wait_s = wait_s
        self._pause_s = FIRST_PAUSE_S
        self.offset: int | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; a batch that is being handled then is finished and confirmed.

        Raises one of UNKNOWN_BOT for a token that Telegram does not know.
        """
        stopped = asyncio.create_task(stop.wait())
        while not stop.is_set():
            poll = asyncio.create_task(self.poll())
            await asyncio.wait({poll, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not poll.done():
                poll.cancel()
                with suppress(asyncio.CancelledError):
                    await poll
                break
            await self.handle(poll.result())
        stopped.cancel()
        await self._confirm()

    async def handle(self, updates: list[Update]) -> None:
        await self._intake.handle_all(updates)
        if updates:
            self.offset = max(self.offset or 0, max(one.update_id for one in updates) + 1)

    async def poll(self) -> list[Update]:
        """One batch; an empty one after a failure, and after the pause that it asks for."""
        try:
            updates = await self._ask(self._wait_s)
        except UNKNOWN_BOT:
            raise
        except ClientDecodeError as error:
            updates = self._readable(error.data)
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
            return []
        except TelegramAPIError as error:
            await self._wait_after(error)
            return []
        self._pause_s = FIRST_PAUSE_S
        self._metrics.last_poll.set(utc_now().timestamp())
        return updates

    async def _ask(self, wait_s: int) -> list[Update]:
        return await self._bot.get_updates(
            offset=self.offset,
            timeout=wait_s,
            allowed_updates=self._allowed,
            request_timeout=wait_s + GRACE_S,
        )

    def _readable(self, data: Any) -> list[Update]:
        """The updates of a batch in which one is unlike anything known: that one is passed over,
        or it would be fetched for ever."""
        raw = data.get("result") if isinstance(data, dict) else None
        readable = []
        for one in raw if isinstance(raw, list) else []:
            try:
                readable.append(Update.model_validate(one, context={"bot": self._bot}))
            except ValidationError as error:
                update_id = one.get("update_id") if isinstance(one, dict) else None
                log.warning("poll.unreadable", unreadable=update_id, problems=error.error_count())
                if isinstance(update_id, int):
                    self.offset = max(self.offset or 0, update_id + 1)
        return readable

    async def _wait_after(self, error: TelegramAPIError) -> None:
        log.warning("poll.failed", reason=str(error), pause_s=self._pause_s)
        await asyncio.sleep(self._pause_s)
        self._pause_s = min(self._pause_s * 2, LONGEST_PAUSE_S)

    async def _confirm(self) -> None:
        if self.offset is None:
            return
        try:
            await self._bot.get_updates(
                offset=self.offset, limit=1, timeout=0, request_timeout=GRACE_S
            )
        except TelegramAPIError as error:
            # They will be delivered again, and handled again, to the same effect.
            log.warning("poll.unconfirmed", reason=str(error))

"""Updates on their way to their handlers: those of one chat in order, several chats at once."""

import asyncio
from collections.abc import Iterable
from weakref import WeakValueDictionary

import sentry_sdk
import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.types import Update

from bot.metrics import Metrics

# Telegram waits 60 s for the answer to a webhook.
LIMIT_S = 40.0

log = structlog.get_logger(__name__)


class Intake:
    """Handling never raises: what always fails is recorded and let go, so that it blocks nobody."""

    def __init__(
        self, dispatcher: Dispatcher, bot: Bot, metrics: Metrics, *, limit_s: float = LIMIT_S
    ) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
        self._metrics = metrics
        self._limit_s = limit_s
        self._lanes: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def handle_all(self, updates: Iterable[Update]) -> None:
        """Returns when every one of them is handled."""
        await asyncio.gather(*(self.handle(update) for update in updates))

    async def handle(self, update: Update) -> None:
        lane = self._lanes.setdefault(_chat_of(update), asyncio.Lock())
        with structlog.contextvars.bound_contextvars(update_id=update.update_id):
            async with lane:
                await self._feed(update)

    async def _feed(self, update: Update) -> None:
        try:
            async with asyncio.timeout(self._limit_s):
                await self._dispatcher.feed_update(self._bot, update)
        except Exception as error:  # the next update must be handled: this one is acknowledged
            self._metrics.errors.labels(type(error).__name__).inc()
            log.exception("update.lost")
            sentry_sdk.capture_exception(error)


def _chat_of(update: Update) -> int:
    context = UserContextMiddleware.resolve_event_context(update)
    return context.chat_id or context.user_id or 0

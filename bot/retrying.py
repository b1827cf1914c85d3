"""Calls of the Bot API that are worth another try."""

import asyncio

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import (
    EditMessageReplyMarkup,
    EditMessageText,
    GetUpdates,
    Response,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType

TRIES = 3
# A person waits for what comes after; a longer pause is told to them as a failure.
LONGEST_PAUSE_S = 5
PAUSE_S = 0.5
# Doing them twice is doing them once: they may be repeated when nobody knows how they went.
REPEATABLE = (EditMessageText, EditMessageReplyMarkup)

log = structlog.get_logger(__name__)


class TryAgain(BaseRequestMiddleware):
    """Waits as long as Telegram asks for, if that is not long, and repeats lost edits."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        for _ in range(TRIES - 1):
            try:
                return await make_request(bot, method)
            except (TelegramRetryAfter, TelegramServerError, TelegramNetworkError) as error:
                pause_s = _pause(method, error)
                if pause_s is None:
                    raise
                log.info("bot_api.again", method=method.__api_method__, pause_s=pause_s)
                await asyncio.sleep(pause_s)
        return await make_request(bot, method)


def _pause(method: TelegramMethod[TelegramType], error: Exception) -> float | None:
    """Seconds to wait before the next try; None where there should be none."""
    # Polling has pauses of its own.
    if isinstance(method, GetUpdates):
        return None
    if isinstance(error, TelegramRetryAfter):
        return error.retry_after if error.retry_after <= LONGEST_PAUSE_S else None
    return PAUSE_S if isinstance(method, REPEATABLE) else None

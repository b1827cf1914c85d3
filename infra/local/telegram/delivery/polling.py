"""`getUpdates`: long polling with one poller at a time."""

import asyncio
from dataclasses import dataclass
from typing import Any

from infra.local.telegram.config import BotAccount
from infra.local.telegram.context import Context
from infra.local.telegram.delivery.posting import mark_read
from infra.local.telegram.errors import conflict


@dataclass(frozen=True)
class Poll:
    """`offset`: the first wanted number, `None` for all, negative for the newest ones."""

    offset: int | None
    limit: int
    timeout: float


class Pollers:
    """Who polls for each bot; a second poller throws the first one out, as Telegram does."""

    def __init__(self) -> None:
        self._current: dict[int, asyncio.Event] = {}

    def close(self) -> None:
        for thrown_out in self._current.values():
            thrown_out.set()

    async def take(self, ctx: Context, bot: BotAccount, poll: Poll) -> list[dict[str, Any]]:
        """Confirm below the offset, then wait for updates. Raises `ApiError` 409."""
        thrown_out = asyncio.Event()
        if previous := self._current.get(bot.id):
            previous.set()
        self._current[bot.id] = thrown_out
        try:
            return await _take(ctx, bot, poll, thrown_out)
        finally:
            if self._current.get(bot.id) is thrown_out:
                del self._current[bot.id]


async def _take(
    ctx: Context, bot: BotAccount, poll: Poll, thrown_out: asyncio.Event
) -> list[dict[str, Any]]:
    _confirm(ctx, bot, poll.offset)
    until = ctx.clock() + poll.timeout
    while True:
        if thrown_out.is_set():
            raise conflict(
                "terminated by other getUpdates request; "
                "make sure that only one bot instance is running"
            )
        _refuse_beside_webhook(ctx, bot)
        now = ctx.clock()
        found = ctx.store.updates.pending(bot.id, now=now, limit=poll.limit)
        if found or now >= until:
            return [update.as_json() for update in found]
        await _news(ctx, bot, thrown_out, until - now)


async def _news(ctx: Context, bot: BotAccount, thrown_out: asyncio.Event, seconds: float) -> None:
    events = (ctx.mail[bot.id].next_ring(), thrown_out)
    waiting = {asyncio.ensure_future(event.wait()) for event in events}
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waiting:
            one.cancel()


def _refuse_beside_webhook(ctx: Context, bot: BotAccount) -> None:
    if ctx.store.facts.get(bot.id, "webhook"):
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )


def _confirm(ctx: Context, bot: BotAccount, offset: int | None) -> None:
    _refuse_beside_webhook(ctx, bot)
    updates = ctx.store.updates
    with ctx.store.db.transaction():
        updates.drop_expired(bot.id, now=ctx.clock())
        if offset is None or offset == 0:
            return
        below = offset if offset > 0 else updates.keep_newest(bot.id, -offset)
        confirmed = updates.confirm_below(bot.id, below)
        mark_read(ctx, bot, confirmed)
    if confirmed:
        ctx.broadcast.changed()

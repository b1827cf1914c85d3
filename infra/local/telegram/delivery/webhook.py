"""Webhooks: in order within a queue, in parallel between queues, again and again until 2xx."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeAlias

import aiohttp

from infra.local.telegram.config import BotAccount
from infra.local.telegram.context import Context
from infra.local.telegram.delivery.posting import mark_read
from infra.local.telegram.store.updates import Update

# What a webhook's answer may ask for: a method call written into the response.
OnReply: TypeAlias = Callable[[BotAccount, aiohttp.ClientResponse], Awaitable[None]]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
RETRY_AFTER_MAX = 3600
LOOK_AHEAD = 500
SUCCESS = 2  # the hundreds of a status that takes the update


def pause_before(attempt: int, *, cap: float) -> float:
    """Seconds before the given attempt (0 is the first): none, none, 2, 4, 8 … up to `cap`."""
    return 0.0 if attempt <= 1 else min(float(2 ** (attempt - 1)), cap)


class Couriers:
    """One courier for each bot that has a webhook."""

    def __init__(self, ctx: Context, on_reply: OnReply) -> None:
        self._ctx = ctx
        self._on_reply = on_reply
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def start(self) -> None:
        for bot in self._ctx.settings.bots:
            await self.restart(bot)

    async def restart(self, bot: BotAccount) -> None:
        """Take up a changed webhook, or stop when there is none."""
        await self._stop(bot.id)
        webhook = self._ctx.store.facts.get(bot.id, "webhook")
        if webhook:
            courier = Courier(self._ctx, bot, webhook, self._on_reply)
            self._tasks[bot.id] = asyncio.create_task(courier.run())

    async def stop(self) -> None:
        for bot_id in list(self._tasks):
            await self._stop(bot_id)

    async def _stop(self, bot_id: int) -> None:
        task = self._tasks.pop(bot_id, None)
        if task and task is not asyncio.current_task():
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


class Courier:
    def __init__(
        self, ctx: Context, bot: BotAccount, webhook: dict[str, Any], on_reply: OnReply
    ) -> None:
        self._ctx = ctx
        self._bot = bot
        self._webhook = webhook
        self._on_reply = on_reply
        self._slots = asyncio.Semaphore(webhook["max_connections"])
        self._queues: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=self._ctx.limits.webhook_timeout)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                while True:
                    self._open_queues(session)
                    await self._ctx.mail[self._bot.id].wait(60)
            finally:
                for task in self._queues.values():
                    task.cancel()
                await asyncio.gather(*self._queues.values(), return_exceptions=True)

    def _open_queues(self, session: aiohttp.ClientSession) -> None:
        self._queues = {name: task for name, task in self._queues.items() if not task.done()}
        waiting = self._ctx.store.updates.pending(
            self._bot.id, now=self._ctx.clock(), limit=LOOK_AHEAD, skip=tuple(self._queues)
        )
        for update in waiting:
            if update.queue not in self._queues:
                task = asyncio.create_task(self._work(session, update))
                self._queues[update.queue] = task

    async def _work(self, session: aiohttp.ClientSession, update: Update) -> None:
        """Deliver the head of one queue; the next one starts with the ring that follows."""
        attempt = 0
        wait: float | None = 0.0
        while wait is not None and self._ctx.clock() < update.expires:
            await asyncio.sleep(wait)
            async with self._slots:
                wait = await self._attempt(session, update, attempt)
            attempt += 1
        self._confirm(update, taken=wait is None)

    async def _attempt(
        self, session: aiohttp.ClientSession, update: Update, attempt: int
    ) -> float | None:
        """`None` when it was taken, else the seconds before the next attempt."""
        secret = self._webhook["secret"]
        headers = {SECRET_HEADER: secret} if secret else {}
        try:
            async with session.post(
                self._webhook["url"],
                json=update.as_json(),
                headers=headers,
                allow_redirects=False,
            ) as response:
                if response.status // 100 == SUCCESS:
                    await self._on_reply(self._bot, response)
                    return None
                self._note(f"Wrong response from the webhook: {response.status} {response.reason}")
                asked = response.headers.get("Retry-After", "")
        except TimeoutError:
            asked = ""
            self._note("Read timeout expired")
        except aiohttp.ClientError as error:
            asked = ""
            self._note(_cause(error))
        if asked.isdigit():
            return float(min(int(asked), RETRY_AFTER_MAX))
        return pause_before(attempt + 1, cap=random.uniform(60, 120))

    def _note(self, message: str) -> None:
        error = {"last_error_date": int(self._ctx.clock()), "last_error_message": message}
        with self._ctx.store.db.transaction():
            self._ctx.store.facts.set(self._bot.id, "webhook_error", error)

    def _confirm(self, update: Update, *, taken: bool) -> None:
        own = asyncio.current_task()
        with self._ctx.transaction() as store:
            confirmed = store.updates.confirm(self._bot.id, update.update_id)
            if taken:
                mark_read(self._ctx, self._bot, confirmed)
            # Free the queue before the ring, so that its next update is seen.
            self._queues = {key: task for key, task in self._queues.items() if task is not own}


def _cause(error: aiohttp.ClientError) -> str:
    if isinstance(error, aiohttp.ClientConnectorError):
        return "Connection refused"
    return type(error).__name__

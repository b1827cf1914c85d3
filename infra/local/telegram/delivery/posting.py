"""Putting updates into a bot's queue, and taking confirmed ones out."""

from collections.abc import Iterable
from typing import Any

from infra.local.telegram.config import BotAccount
from infra.local.telegram.context import Context
from infra.local.telegram.store.updates import NewUpdate, Update

# Telegram sends these three only to bots that ask for them.
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
SHORT_LIVED = {"callback_query", "pre_checkout_query", "shipping_query"}


def wants(ctx: Context, bot: BotAccount, kind: str) -> bool:
    allowed = ctx.store.facts.get(bot.id, "allowed_updates")
    return kind in allowed if allowed else kind not in ON_REQUEST


def remember_allowed(ctx: Context, bot: BotAccount, allowed: list[str] | None) -> None:
    """Omitted keeps the previous choice; an empty list returns to the default."""
    if allowed is not None:
        ctx.store.facts.set(bot.id, "allowed_updates", allowed)


def post(
    ctx: Context,
    bot: BotAccount,
    kind: str,
    payload: dict[str, Any],
    *,
    person_id: int,
    message_id: int | None = None,
) -> None:
    """Queue an update for the bot, unless it does not want this kind."""
    if not wants(ctx, bot, kind):
        return
    limits = ctx.limits
    short = kind in SHORT_LIVED
    lifetime = limits.callback_update_lifetime if short else limits.message_update_lifetime
    queue = f"{_queue(kind, payload)}:{person_id}"
    new = NewUpdate(
        bot_id=bot.id,
        kind=kind,
        queue=queue,
        payload=payload,
        person_id=person_id,
        message_id=message_id,
        expires=ctx.clock() + lifetime,
    )
    ctx.store.updates.add(new)


def _queue(kind: str, payload: dict[str, Any]) -> str:
    """Messages, presses and payments of one person overtake each other, as with Telegram."""
    if kind == "pre_checkout_query" or "successful_payment" in payload:
        return "pay"
    return "user" if kind in SHORT_LIVED else "chat"


def mark_read(ctx: Context, bot: BotAccount, confirmed: Iterable[Update]) -> None:
    """Move the second tick of the people whose messages the bot has now taken."""
    for update in confirmed:
        if update.kind == "message" and update.message_id is not None:
            ctx.store.chats.read_by_bot(bot.id, update.person_id, update.message_id)

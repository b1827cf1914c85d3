"""Stored messages in Telegram's shape."""

from typing import Any

from infra.local.telegram.config import BotAccount
from infra.local.telegram.context import Context
from infra.local.telegram.rules.service import PINS
from infra.local.telegram.store.messages import Message


def message_json(ctx: Context, bot: BotAccount, message: Message) -> dict[str, Any]:
    """Telegram's Message as the bot sees it, with the message it replies to."""
    shown = _plain(ctx, bot, message)
    if message.reply_to is not None:
        store = ctx.store.messages
        original = store.get(bot.id, message.person_id, message.reply_to)
        if original:
            shown["reply_to_message"] = _plain(ctx, bot, original)
    return shown


def _pinned(ctx: Context, bot: BotAccount, message: Message) -> dict[str, Any]:
    """Telegram's MaybeInaccessibleMessage: a deleted one keeps its number alone."""
    number = message.body[PINS]
    original = ctx.store.messages.get(bot.id, message.person_id, number)
    if original:
        return _plain(ctx, bot, original)
    person = ctx.store.people.get(message.person_id)
    assert person is not None, "people are never removed"
    return {"chat": person.as_chat(), "message_id": number, "date": 0}


def _plain(ctx: Context, bot: BotAccount, message: Message) -> dict[str, Any]:
    person = ctx.store.people.get(message.person_id)
    assert person is not None, "people are never removed"
    shown: dict[str, Any] = {
        "message_id": message.message_id,
        "from": ctx.bot_user(bot) if message.from_bot else person.as_user(),
        "chat": person.as_chat(),
        "date": message.date,
    }
    if message.edit_date:
        shown["edit_date"] = message.edit_date
    if PINS in message.body:
        shown["pinned_message"] = _pinned(ctx, bot, message)
    # A leading underscore marks what only the chat page needs.
    return shown | {key: value for key, value in message.body.items() if key[0] != "_"}

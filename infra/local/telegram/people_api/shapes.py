"""What the chat page is told, as JSON."""

from typing import Any

from infra.local.telegram.config import BotAccount
from infra.local.telegram.context import Context
from infra.local.telegram.store.messages import Message
from infra.local.telegram.store.people import Chat, Person

CATCH_UP_MAX = 300
PINS_SHOWN = 20


def person_shape(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language_code": person.language_code,
    }


def message_shape(message: Message) -> dict[str, Any]:
    return {
        "bot": message.bot_id,
        "person": message.person_id,
        "id": message.message_id,
        "from": "bot" if message.from_bot else "me",
        "date": message.date,
        "edit_date": message.edit_date,
        "reply_to": message.reply_to,
        "deleted": message.deleted,
        "change": message.change,
        "body": message.body,
    }


def chat_shape(ctx: Context, chat: Chat) -> dict[str, Any]:
    messages = ctx.store.messages
    last = messages.page(chat.bot_id, chat.person_id, before=None, limit=1)
    unread = messages.unread(chat.bot_id, chat.person_id, chat.read_by_person)
    return {
        "bot": chat.bot_id,
        "person": chat.person_id,
        "blocked": chat.blocked,
        "read_by_person": chat.read_by_person,
        "read_by_bot": chat.read_by_bot,
        "pinned": _pinned(ctx, chat),
        "reply_keyboard": chat.reply_keyboard,
        "unread": unread,
        "last": message_shape(last[0]) if last else None,
    }


def _pinned(ctx: Context, chat: Chat) -> list[dict[str, Any]]:
    """Oldest first, whole: the page may not have loaded that far back."""
    numbers = ctx.store.pins.all(chat.bot_id, chat.person_id)[-PINS_SHOWN:]
    found = (ctx.store.messages.get(chat.bot_id, chat.person_id, one) for one in numbers)
    return [message_shape(one) for one in found if one]


def state(ctx: Context) -> dict[str, Any]:
    """Everything the page needs to draw its lists, and the change to listen from."""
    return {
        "bots": [bot_shape(ctx, bot) for bot in ctx.settings.bots],
        "people": [person_shape(person) for person in ctx.store.people.all()],
        "chats": [chat_shape(ctx, chat) for chat in ctx.store.chats.all()],
        "change": ctx.store.db.last_change(),
        "now": ctx.clock(),
    }


def bot_shape(ctx: Context, bot: BotAccount) -> dict[str, Any]:
    return {"id": bot.id, "name": ctx.bot_user(bot)["first_name"], "username": bot.username}


def profile(ctx: Context, bot: BotAccount, person: Person) -> dict[str, Any]:
    """The bot as this person's client shows it: in their language, with their commands."""
    language = person.language_code.partition("-")[0].lower()
    return {
        "name": ctx.bot_user(bot, language)["first_name"],
        "username": bot.username,
        "description": _in_language(ctx, bot, "description", language),
        "short_description": _in_language(ctx, bot, "short_description", language),
        "commands": commands_for(ctx, bot, person),
        "menu_button": ctx.store.facts.get(bot.id, f"menu|{person.id}")
        or ctx.store.facts.get(bot.id, "menu|")
        or {"type": "default"},
    }


def _in_language(ctx: Context, bot: BotAccount, what: str, language: str) -> str:
    facts = ctx.store.facts
    text = facts.get(bot.id, f"{what}|{language}") or facts.get(bot.id, f"{what}|")
    return str(text or "")


def commands_for(ctx: Context, bot: BotAccount, person: Person) -> list[dict[str, str]]:
    """The narrowest scope wins; within a scope the person's language, then the language-less."""
    language = person.language_code.partition("-")[0].lower()
    for scope in (f"chat:{person.id}", "all_private_chats", "default"):
        for code in dict.fromkeys((language, "")):
            found = ctx.store.facts.get(bot.id, f"commands|{scope}|{code}")
            if found:
                return list(found)
    return []


def changes(ctx: Context, since: int) -> dict[str, Any]:
    """What is new after `since`; `reload` when it is too much to tell piece by piece."""
    messages = ctx.store.messages.since(since, CATCH_UP_MAX + 1)
    last = ctx.store.db.last_change()
    if len(messages) > CATCH_UP_MAX or since > last:
        return {"reload": True, "change": last}
    touched = {(one.bot_id, one.person_id) for one in messages}
    touched |= {(chat.bot_id, chat.person_id) for chat in ctx.store.chats.since(since)}
    chats = [ctx.store.chats.get(*pair) for pair in sorted(touched)]
    people = [person for person in ctx.store.people.all() if person.change > since]
    return {
        "messages": [message_shape(one) for one in messages],
        "chats": [chat_shape(ctx, chat) for chat in chats if chat],
        "people": [person_shape(person) for person in people],
        "change": last,
    }

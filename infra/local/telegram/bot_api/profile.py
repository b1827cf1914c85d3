"""What a bot tells of itself: commands per scope and language, names, menu button."""

import re
from collections.abc import Callable
from typing import Any

from infra.local.telegram.bot_api.call import Call
from infra.local.telegram.bot_api.numbers import identifier
from infra.local.telegram.errors import bad_request
from infra.local.telegram.rules.links import may_be_app

COMMAND = re.compile(r"/?([a-z0-9_]{1,32})")
LANGUAGE = re.compile(r"[a-z]{2}")
PLAIN_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
}
CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}
COMMANDS_MAX = 100
DESCRIPTION_MAX = 256
LENGTHS = {"name": 64, "description": 512, "short_description": 120}
TOO_LONG = {
    "name": "BOT_NAME_TOO_LONG",
    "description": "BOT_DESCRIPTION_TOO_LONG",
    "short_description": "BOT_SHORT_DESCRIPTION_TOO_LONG",
}


def get_me(call: Call) -> dict[str, Any]:
    return call.ctx.bot_user(call.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


def _language(call: Call) -> str:
    code = call.params.text("language_code") or ""
    if code and not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _scope(call: Call) -> str:
    """The scope as part of a name: `default`, `chat:1001` …"""
    raw = call.params.json("scope")
    if raw is None:
        return "default"
    kind = str(raw.get("type")) if isinstance(raw, dict) else ""
    if kind in PLAIN_SCOPES:
        return kind
    if kind not in CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return _chat_scope(call, raw)


def _chat_scope(call: Call, raw: dict[str, Any]) -> str:
    chat_id = identifier(raw.get("chat_id"))
    if chat_id is None or call.ctx.store.chats.get(call.bot.id, chat_id) is None:
        raise bad_request("chat not found")
    if raw["type"] != "chat":
        raise bad_request("can't change commands of a private chat for its administrators")
    return f"chat:{chat_id}"


def _place(call: Call) -> str:
    return f"commands|{_scope(call)}|{_language(call)}"


def set_my_commands(call: Call) -> bool:
    raw = call.params.json("commands")
    if not isinstance(raw, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(raw) > COMMANDS_MAX:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.ctx.store.facts.set(call.bot.id, _place(call), [_command(one) for one in raw])
    _announce(call)
    return True


def _command(raw: object) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, text = str(raw.get("command", "")), str(raw.get("description", ""))
    match = COMMAND.fullmatch(name)
    if not match:
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(text.strip()) <= DESCRIPTION_MAX:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": match.group(1), "description": text}


def get_my_commands(call: Call) -> list[dict[str, str]]:
    found: list[dict[str, str]] = call.ctx.store.facts.get(call.bot.id, _place(call)) or []
    return found


def delete_my_commands(call: Call) -> bool:
    call.ctx.store.facts.unset(call.bot.id, _place(call))
    _announce(call)
    return True


def setter(what: str) -> Callable[[Call], bool]:
    """`setMyName` and its kin: an empty text removes what was set."""

    def set_it(call: Call) -> bool:
        text = (call.params.text(what) or "").strip()
        if len(text) > LENGTHS[what]:
            raise bad_request(TOO_LONG[what])
        place = f"{what}|{_language(call)}"
        if text:
            call.ctx.store.facts.set(call.bot.id, place, text)
        else:
            call.ctx.store.facts.unset(call.bot.id, place)
        _announce(call)
        return True

    return set_it


def getter(what: str) -> Callable[[Call], dict[str, str]]:
    """In the asked language, else in the language-less setting."""

    def get_it(call: Call) -> dict[str, str]:
        facts = call.ctx.store.facts
        own = facts.get(call.bot.id, f"{what}|{_language(call)}")
        text = own or facts.get(call.bot.id, f"{what}|") or ""
        return {what: text or (call.bot.name if what == "name" else "")}

    return get_it


def set_chat_menu_button(call: Call) -> bool:
    place = "menu|"
    if call.params.has("chat_id"):
        place += str(call.person().id)
    call.ctx.store.facts.set(call.bot.id, place, _menu_button(call.params.json("menu_button")))
    _announce(call)
    return True


def _menu_button(raw: object) -> dict[str, Any]:
    if raw is None:
        return {"type": "default"}
    kind = raw.get("type") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or kind not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    if kind == "web_app":
        app = raw.get("web_app")
        url = app.get("url") if isinstance(app, dict) else None
        if not raw.get("text") or not isinstance(url, str) or not may_be_app(url):
            raise bad_request("BUTTON_URL_INVALID")
    return raw


def get_chat_menu_button(call: Call) -> dict[str, Any]:
    facts = call.ctx.store.facts
    own = facts.get(call.bot.id, f"menu|{call.person().id}") if call.params.has("chat_id") else None
    return own or facts.get(call.bot.id, "menu|") or {"type": "default"}


def _announce(call: Call) -> None:
    call.ctx.broadcast.signal("profile", bot=call.bot.id)

"""Chats: actions, facts and reactions."""

from typing import Any

from infra.local.telegram.bot_api.call import Call
from infra.local.telegram.errors import bad_request

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "record_audio",
    "upload_audio",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
# Telegram's list of reactions that everybody may use.
REACTIONS = """
    👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡
    🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿
    🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
VARIATION = "\ufe0f"


def send_chat_action(call: Call) -> bool:
    person = call.writable()
    action = call.params.text("action") or ""
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.ctx.broadcast.signal(
        "action",
        bot=call.bot.id,
        person=person.id,
        action=action,
        seconds=call.ctx.limits.action_lifetime,
    )
    return True


def get_chat(call: Call) -> dict[str, Any]:
    person = call.person()
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full = person.as_chat() | {
        "accent_color_id": person.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if pinned := call.ctx.store.pins.all(call.bot.id, person.id):
        message = call.ctx.store.messages.get(call.bot.id, person.id, pinned[-1])
        assert message is not None, "the list leaves out deleted messages"
        full["pinned_message"] = call.shown(message)
    return full


def get_chat_member(call: Call) -> dict[str, Any]:
    person = call.person()
    user_id = call.params.integer("user_id")
    if user_id == call.bot.id:
        status = "kicked" if call.chat(person).blocked else "member"
        return membership(call.ctx.bot_user(call.bot), status)
    if user_id != person.id:
        raise bad_request("user not found")
    return membership(person.as_user(), "member")


def membership(user: dict[str, Any], status: str) -> dict[str, Any]:
    """Telegram's ChatMember; a banned one says until when, 0 for ever."""
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": user, "status": status, **until}


def set_message_reaction(call: Call) -> bool:
    message = call.message(call.writable(), purpose="react")
    raw = call.params.json("reaction") or []
    if not isinstance(raw, list) or len(raw) > 1:
        raise bad_request("REACTIONS_TOO_MANY" if isinstance(raw, list) else "expected an Array")
    emoji = [_emoji(one) for one in raw]
    call.params.flag("is_big")  # how large it appears is the client's business
    body = {key: value for key, value in message.body.items() if key != "_reaction"}
    if emoji:
        body["_reaction"] = emoji[0]
    if body != message.body:
        call.ctx.store.messages.edit(message, body, None)
    return True


def _emoji(raw: object) -> str:
    emoji = raw.get("emoji") if isinstance(raw, dict) and raw.get("type") == "emoji" else None
    plain = str(emoji or "").replace(VARIATION, "")
    if plain not in REACTIONS.split():
        raise bad_request("REACTION_INVALID")
    return str(emoji)

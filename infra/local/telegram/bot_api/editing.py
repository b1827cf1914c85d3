"""Editing and deleting the bot's own messages."""

from typing import Any

from infra.local.telegram.bot_api.call import Call
from infra.local.telegram.bot_api.numbers import identifier
from infra.local.telegram.bot_api.sending import caption_body, text_body, written
from infra.local.telegram.errors import ApiError, bad_request
from infra.local.telegram.rules.formatted import message_text
from infra.local.telegram.rules.keyboards import check_pay_button, inline_keyboard
from infra.local.telegram.rules.service import is_service
from infra.local.telegram.store.messages import Body, Message

MEDIA = {"photo", "voice", "audio", "document"}
DELETE_MAX = 100


def edit_message_text(call: Call) -> dict[str, Any]:
    message = own_message(call)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    content = text_body(message_text(written(call, "text", "entities")))
    return replace_body(call, message, {"text", "entities"}, content)


def edit_message_caption(call: Call) -> dict[str, Any]:
    message = own_message(call)
    if not MEDIA & set(message.body):
        raise bad_request("there is no caption in the message to edit")
    return replace_body(call, message, {"caption", "caption_entities"}, caption_body(call))


def edit_message_reply_markup(call: Call) -> dict[str, Any]:
    return replace_body(call, own_message(call), set(), {})


def own_message(call: Call) -> Message:
    """The bot's message that the call names, in a chat that it may write to."""
    message = call.message(call.writable(), purpose="edit")
    if not message.from_bot or is_service(message.body):
        raise bad_request("message can't be edited")
    return message


def replace_body(call: Call, message: Message, fields: set[str], content: Body) -> dict[str, Any]:
    """Put `content` in the place of `fields`, with the keyboard that the call gives."""
    raw = call.params.json("reply_markup")
    keyboard = None if raw is None else inline_keyboard(raw)
    check_pay_button(keyboard, pays="invoice" in message.body)
    kept = {
        key: value
        for key, value in message.body.items()
        if key not in fields and key != "reply_markup"
    }
    body = kept | content | ({"reply_markup": keyboard} if keyboard else {})
    if body == message.body:
        raise _not_modified()
    # A change of the keyboard alone does not mark the message as edited.
    changed = any(body.get(name) != message.body.get(name) for name in fields)
    edited = call.ctx.store.messages.edit(message, body, int(call.now) if changed else None)
    return call.shown(edited)


def _not_modified() -> ApiError:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )


def delete_message(call: Call) -> bool:
    message = call.message(call.person(), purpose="delete")
    if call.now - message.date > call.ctx.limits.deletable_for:
        raise bad_request("message can't be deleted for everyone")
    call.ctx.store.messages.delete(message)
    return True


def delete_messages(call: Call) -> bool:
    """Unknown and too old ones are passed over, as Telegram does."""
    person = call.person()
    ids = call.params.json("message_ids")
    if not isinstance(ids, list) or not all(identifier(one) for one in ids):
        raise bad_request('field "message_ids" must be an Array of Number')
    if not 1 <= len(ids) <= DELETE_MAX:
        raise bad_request(
            "message identifiers are not specified"
            if not ids
            else "too many message identifiers specified"
        )
    messages = call.ctx.store.messages
    for one in ids:
        found = messages.get(call.bot.id, person.id, identifier(one) or 0)
        if found and call.now - found.date <= call.ctx.limits.deletable_for:
            messages.delete(found)
    return True

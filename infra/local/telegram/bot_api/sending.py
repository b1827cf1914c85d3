"""`sendMessage` and what all sending methods share."""

from dataclasses import dataclass
from typing import Any

from infra.local.telegram.bot_api.call import Call
from infra.local.telegram.bot_api.numbers import identifier
from infra.local.telegram.errors import bad_request
from infra.local.telegram.rules.effects import known_effect
from infra.local.telegram.rules.formatted import Written, caption_text, message_text
from infra.local.telegram.rules.keyboards import any_keyboard, check_pay_button
from infra.local.telegram.rules.text import Formatted
from infra.local.telegram.store.messages import Body, Draft
from infra.local.telegram.store.people import Person


@dataclass(frozen=True)
class Options:
    """`keyboard` is any of Telegram's four reply markups."""

    reply_to: int | None
    quote: dict[str, Any] | None
    keyboard: dict[str, Any] | None
    protect: bool
    effect: str | None


def send_message(call: Call) -> dict[str, Any]:
    person = call.writable()
    text = message_text(written(call, "text", "entities"))
    return deliver(call, person, text_body(text), read_options(call, person))


def written(call: Call, name: str, entities: str) -> Written:
    params = call.params
    return Written(params.text(name) or "", params.text("parse_mode"), params.json(entities))


def text_body(found: Formatted) -> Body:
    body: Body = {"text": found.text}
    if found.entities:
        body["entities"] = [entity.as_json() for entity in found.entities]
    return body


def caption_body(call: Call) -> Body:
    """The caption's fields; empty without a caption."""
    found = caption_text(written(call, "caption", "caption_entities"))
    if not found.text:
        return {}
    body: Body = {"caption": found.text}
    if found.entities:
        body["caption_entities"] = [entity.as_json() for entity in found.entities]
    return body


def read_options(call: Call, person: Person, *, pays: bool = False) -> Options:
    """`pays`: the message is an invoice, whose first button must be the one that pays."""
    params = call.params
    markup = params.json("reply_markup")
    keyboard = None if markup is None else any_keyboard(markup)
    check_pay_button(keyboard, pays=pays)
    reply_to, quote = _reply(call, person)
    return Options(
        reply_to=reply_to,
        quote=quote,
        keyboard=keyboard,
        protect=params.flag("protect_content"),
        effect=known_effect(params.text("message_effect_id")),
    )


def _reply(call: Call, person: Person) -> tuple[int | None, dict[str, Any] | None]:
    asked = call.params.json("reply_parameters")
    if asked is None:
        old = call.params.integer("reply_to_message_id")
        asked = {"message_id": old} if old else {}
    if not isinstance(asked, dict):
        raise bad_request("can't parse reply parameters JSON object")
    if not asked.get("message_id"):
        return None, None
    message_id = identifier(asked["message_id"]) or 0
    original = call.ctx.store.messages.get(call.bot.id, person.id, message_id)
    lenient = asked.get("allow_sending_without_reply") is True
    if original is None and not (lenient or call.params.flag("allow_sending_without_reply")):
        raise bad_request("message to be replied not found")
    if original is None:
        return None, None
    return original.message_id, _quote(asked.get("quote"), original.body)


def _quote(quote: object, body: Body) -> dict[str, Any] | None:
    if not quote:
        return None
    text = str(body.get("text") or body.get("caption") or "")
    at = text.find(str(quote))
    if at < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"text": quote, "position": at, "is_manual": True}


def deliver(call: Call, person: Person, body: Body, options: Options) -> dict[str, Any]:
    """Store the bot's message; the answer is Telegram's Message."""
    call.ctx.flood.enter(call.bot.id, person.id, now=call.now)
    draft = Draft(
        bot_id=call.bot.id,
        person_id=person.id,
        from_bot=True,
        date=int(call.now),
        body=body | _additions(options),
        reply_to=options.reply_to,
    )
    _keep_reply_keyboard(call, person, options.keyboard)
    message = call.ctx.store.messages.add(draft)
    call.ctx.broadcast.signal("action", bot=call.bot.id, person=person.id, action=None)
    return call.shown(message)


def _additions(options: Options) -> Body:
    keyboard = options.keyboard
    inline = keyboard if keyboard and "inline_keyboard" in keyboard else None
    silent: Body = {
        "quote": options.quote,
        "reply_markup": inline,
        "has_protected_content": options.protect or None,
        "effect_id": options.effect,
    }
    return {key: value for key, value in silent.items() if value is not None}


def _keep_reply_keyboard(call: Call, person: Person, keyboard: dict[str, Any] | None) -> None:
    if keyboard is None or "inline_keyboard" in keyboard:
        return
    shown = None if keyboard.get("remove_keyboard") else keyboard
    call.ctx.store.chats.set_reply_keyboard(call.bot.id, person.id, shown)

"""What a person can do: write, press, send a file, start, block."""

from dataclasses import dataclass
from typing import Any

from infra.local.telegram.bot_api.chats import membership
from infra.local.telegram.config import BotAccount
from infra.local.telegram.context import Context
from infra.local.telegram.delivery.posting import post
from infra.local.telegram.errors import ApiError, bad_request
from infra.local.telegram.rules.detect import with_detected
from infra.local.telegram.rules.formatted import CAPTION_MAX, TEXT_MAX
from infra.local.telegram.rules.text import Formatted, clean, trimmed, utf16_len
from infra.local.telegram.store.files import NewFile
from infra.local.telegram.store.messages import Body, Draft, Message
from infra.local.telegram.store.people import Person
from infra.local.telegram.views import message_json


@dataclass(frozen=True)
class Seat:
    """A person in front of a bot."""

    ctx: Context
    bot: BotAccount
    person: Person

    def message(self, message_id: int) -> Message:
        found = self.ctx.store.messages.get(self.bot.id, self.person.id, message_id)
        if found is None:
            raise ApiError(404, "no such message in this chat")
        return found


def seat(ctx: Context, bot_id: int, person_id: int) -> Seat:
    """Raises `ApiError` 404 for an unknown bot or person."""
    bot, person = ctx.by_id.get(bot_id), ctx.store.people.get(person_id)
    if bot is None or person is None:
        raise ApiError(404, "no such bot or person")
    return Seat(ctx, bot, person)


def send_text(at: Seat, text: str, *, reply_to: int | None = None) -> Message:
    """Write into the chat; it opens (and unblocks) the bot as in Telegram."""
    found = with_detected(trimmed(Formatted(clean(text))))
    if not found.text:
        raise bad_request("the message is empty")
    if utf16_len(found.text) > TEXT_MAX:
        raise bad_request(f"a message has at most {TEXT_MAX} characters")
    body: Body = {"text": found.text}
    if found.entities:
        body["entities"] = [entity.as_json() for entity in found.entities]
    return _write(at, body, reply_to)


def start(at: Seat, payload: str | None = None) -> Message:
    """Press START, or follow a deep link with its payload."""
    return send_text(at, f"/start {payload}" if payload else "/start")


def send_file(at: Seat, new: NewFile, *, caption: str = "", reply_to: int | None = None) -> Message:
    found = with_detected(trimmed(Formatted(clean(caption))))
    if utf16_len(found.text) > CAPTION_MAX:
        raise bad_request(f"a caption has at most {CAPTION_MAX} characters")
    with at.ctx.transaction() as store:
        stored = store.files.add(at.bot.id, new)
        shown = stored.as_json()
        body: Body = {stored.kind: [shown] if stored.kind == "photo" else shown}
        if found.text:
            body["caption"] = found.text
        if found.entities:
            body["caption_entities"] = [entity.as_json() for entity in found.entities]
        return _write(at, body, reply_to)


def _write(at: Seat, body: Body, reply_to: int | None) -> Message:
    ctx, bot, person = at.ctx, at.bot, at.person
    with ctx.transaction() as store:
        if reply_to is not None:
            at.message(reply_to)
        store.chats.open(bot.id, person.id)
        set_blocked(at, blocked=False)
        draft = Draft(
            bot_id=bot.id,
            person_id=person.id,
            from_bot=False,
            date=int(ctx.clock()),
            body=body,
            reply_to=reply_to,
        )
        message = store.messages.add(draft)
        _retire_keyboard(at)
        shown = message_json(ctx, bot, message)
        ids = {"person_id": person.id, "message_id": message.message_id}
        post(ctx, bot, "message", shown, **ids)
    return message


def _retire_keyboard(at: Seat) -> None:
    chat = at.ctx.store.chats.get(at.bot.id, at.person.id)
    keyboard = chat.reply_keyboard if chat else None
    if keyboard and (keyboard.get("one_time_keyboard") or "keyboard" not in keyboard):
        at.ctx.store.chats.set_reply_keyboard(at.bot.id, at.person.id, None)


def edit_text(at: Seat, message_id: int, text: str) -> Message:
    """Change an own message; the bot learns it by `edited_message`."""
    found = with_detected(trimmed(Formatted(clean(text))))
    with at.ctx.transaction() as store:
        message = at.message(message_id)
        if message.from_bot or "text" not in message.body:
            raise bad_request("only own text messages can be edited")
        if not found.text or utf16_len(found.text) > TEXT_MAX:
            raise bad_request(f"a message has 1-{TEXT_MAX} characters")
        body: Body = {**message.body, "text": found.text}
        body["entities"] = [entity.as_json() for entity in found.entities]
        edited = store.messages.edit(message, body, int(at.ctx.clock()))
        shown = message_json(at.ctx, at.bot, edited)
        ids = {"person_id": at.person.id, "message_id": message_id}
        post(at.ctx, at.bot, "edited_message", shown, **ids)
    return edited


@dataclass(frozen=True)
class Position:
    """Where a button stands in the keyboard under a message, both from 0."""

    row: int
    column: int


def press(at: Seat, message_id: int, where: Position) -> int:
    """Press a callback button; the id of the callback query. Raises `ApiError` 400 or 404."""
    ctx = at.ctx
    with ctx.transaction() as store:
        message = at.message(message_id)
        button = _button(message.body, where)
        if "callback_data" not in button:
            raise bad_request("this button sends nothing to the bot")
        now = ctx.clock()
        press_id = store.presses.add(at.bot.id, at.person.id, message_id, now=now)
        query = {
            "id": str(press_id),
            "from": at.person.as_user(),
            "message": message_json(ctx, at.bot, message),
            "chat_instance": str(at.bot.id * 1_000_003 + at.person.id),
            "data": button["callback_data"],
        }
        post(ctx, at.bot, "callback_query", query, person_id=at.person.id)
    return press_id


def pay(at: Seat, message_id: int) -> int:
    """Pay the invoice in Stars, if the bot agrees; the id of the pre-checkout query."""
    ctx = at.ctx
    with ctx.transaction() as store:
        body = at.message(message_id).body
        if "invoice" not in body or body.get("_paid"):
            raise bad_request("there is nothing to pay")
        asked = store.payments.ask(at.bot.id, at.person.id, message_id, now=ctx.clock())
        query = {
            "id": str(asked),
            "from": at.person.as_user(),
            "currency": body["invoice"]["currency"],
            "total_amount": body["invoice"]["total_amount"],
            "invoice_payload": body["_payload"],
        }
        post(ctx, at.bot, "pre_checkout_query", query, person_id=at.person.id)
    return asked


def _button(body: Body, where: Position) -> dict[str, Any]:
    rows = (body.get("reply_markup") or {}).get("inline_keyboard", [])
    if not (0 <= where.row < len(rows) and 0 <= where.column < len(rows[where.row])):
        raise ApiError(404, "no such button under this message")
    found: dict[str, Any] = rows[where.row][where.column]
    return found


def set_blocked(at: Seat, *, blocked: bool) -> None:
    """Block or unblock the bot; the bot learns it by `my_chat_member`."""
    ctx = at.ctx
    with ctx.transaction() as store:
        chat = store.chats.get(at.bot.id, at.person.id)
        if chat is None or chat.blocked is blocked:
            return
        store.chats.set_blocked(at.bot.id, at.person.id, blocked=blocked)
        me = ctx.bot_user(at.bot)
        change = {
            "chat": at.person.as_chat(),
            "from": at.person.as_user(),
            "date": int(ctx.clock()),
            "old_chat_member": membership(me, "member" if blocked else "kicked"),
            "new_chat_member": membership(me, "kicked" if blocked else "member"),
        }
        post(ctx, at.bot, "my_chat_member", change, person_id=at.person.id)


def read(at: Seat, up_to: int) -> None:
    """The person has seen everything up to this message."""
    with at.ctx.transaction() as store:
        store.chats.read_by_person(at.bot.id, at.person.id, up_to)

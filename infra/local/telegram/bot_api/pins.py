"""Pinning: a list for each chat, and a service message for each new pin."""

from infra.local.telegram.bot_api.call import Call
from infra.local.telegram.delivery.posting import post
from infra.local.telegram.errors import bad_request
from infra.local.telegram.rules.service import PINS, is_service
from infra.local.telegram.store.messages import Draft, Message
from infra.local.telegram.store.people import Person


def pin_chat_message(call: Call) -> bool:
    person = call.writable()
    message = call.message(person, purpose="pin")
    call.params.flag("disable_notification")  # private chats never notify: only its type counts
    if is_service(message.body):
        raise bad_request("message can't be pinned")
    if call.ctx.store.pins.add(message):
        _announce(call, person, message)
    return True


def _announce(call: Call, person: Person, pinned: Message) -> None:
    """Both sides see that it was pinned. It is the one message of its own that a bot is told of."""
    draft = Draft(
        bot_id=call.bot.id,
        person_id=person.id,
        from_bot=True,
        date=int(call.now),
        body={PINS: pinned.message_id},
    )
    told = call.ctx.store.messages.add(draft)
    post(
        call.ctx,
        call.bot,
        "message",
        call.shown(told),
        person_id=person.id,
        message_id=told.message_id,
    )


def unpin_chat_message(call: Call) -> bool:
    """The named message; without a name the newest pinned one."""
    person = call.person()
    call.ctx.store.pins.remove(call.bot.id, person.id, _to_unpin(call, person))
    return True


def _to_unpin(call: Call, person: Person) -> int:
    if call.params.integer("message_id"):
        return call.message(person, purpose="unpin").message_id
    pinned = call.ctx.store.pins.all(call.bot.id, person.id)
    if not pinned:
        raise bad_request("message to unpin not found")
    return pinned[-1]


def unpin_all_chat_messages(call: Call) -> bool:
    call.ctx.store.pins.clear(call.bot.id, call.person().id)
    return True

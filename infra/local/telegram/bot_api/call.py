"""One call of a bot, and the checks that most methods share."""

from dataclasses import dataclass
from typing import Any

from infra.local.telegram.bot_api.numbers import identifier
from infra.local.telegram.bot_api.params import Params
from infra.local.telegram.config import BotAccount
from infra.local.telegram.context import Context
from infra.local.telegram.delivery.polling import Pollers
from infra.local.telegram.delivery.webhook import Couriers
from infra.local.telegram.errors import bad_request, forbidden
from infra.local.telegram.store.messages import Message
from infra.local.telegram.store.people import Chat, Person
from infra.local.telegram.views import message_json


@dataclass(frozen=True)
class Call:
    """`now` is in Unix seconds."""

    ctx: Context
    bot: BotAccount
    params: Params
    now: float
    pollers: Pollers
    couriers: Couriers

    def person(self) -> Person:
        """The person of the `chat_id`, once they have written to this bot."""
        raw = self.params.text("chat_id")
        if not raw:
            raise bad_request("chat_id is empty")
        number = identifier(raw)
        person = None if number is None else self.ctx.store.people.get(number)
        if person is None or self.ctx.store.chats.get(self.bot.id, person.id) is None:
            raise bad_request("chat not found")
        return person

    def chat(self, person: Person) -> Chat:
        chat = self.ctx.store.chats.get(self.bot.id, person.id)
        assert chat is not None, "person() has checked it"
        return chat

    def writable(self) -> Person:
        """The person, unless they blocked the bot (403)."""
        person = self.person()
        if self.chat(person).blocked:
            raise forbidden("bot was blocked by the user")
        return person

    def message(self, person: Person, *, purpose: str) -> Message:
        """The message of `message_id`; `purpose` completes "message to … not found"."""
        message_id = self.params.integer("message_id")
        if not message_id:
            raise bad_request("message identifier is not specified")
        message = self.ctx.store.messages.get(self.bot.id, person.id, message_id)
        if message is None:
            raise bad_request(f"message to {purpose} not found")
        return message

    def shown(self, message: Message) -> dict[str, Any]:
        return message_json(self.ctx, self.bot, message)

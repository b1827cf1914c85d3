"""The stand-in inside another program: tests and supervisors start, drive and stop it here."""

import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

from infra.local.telegram.app import CONTEXT, create_app
from infra.local.telegram.config import PERSONAS, BotAccount, Limits, Persona, Settings, parse_bot
from infra.local.telegram.context import Context, Recorded
from infra.local.telegram.errors import ApiError
from infra.local.telegram.faults import Fault
from infra.local.telegram.media import incoming
from infra.local.telegram.media.incoming import Sent
from infra.local.telegram.media.recordings import as_voice
from infra.local.telegram.people_api import actions, people
from infra.local.telegram.people_api.actions import Position, Seat
from infra.local.telegram.store.messages import Message
from infra.local.telegram.store.people import Person


class StandIn:
    """A running server, driven from the people's side.

    `url` is what a bot takes as its API server, `page_url` what a browser opens. Where there is
    more than one bot, `bot` (an id) chooses; the first one is the default.
    """

    def __init__(self, ctx: Context, url: str) -> None:
        self.ctx = ctx
        self.url = url
        self.page_url = f"{url}/"

    def seat(self, person: int, bot: int | None = None) -> Seat:
        return actions.seat(self.ctx, bot or self.ctx.settings.bots[0].id, person)

    def send_text(
        self, person: int, text: str, *, reply_to: int | None = None, bot: int | None = None
    ) -> Message:
        return actions.send_text(self.seat(person, bot), text, reply_to=reply_to)

    def start(self, person: int, payload: str | None = None, *, bot: int | None = None) -> Message:
        """Press START, or follow a deep link."""
        return actions.start(self.seat(person, bot), payload)

    def send_voice(
        self, person: int, content: bytes, *, duration: int | None = None, bot: int | None = None
    ) -> Message:
        new = as_voice(Sent("voice.oga", content, duration=duration))
        return actions.send_file(self.seat(person, bot), new)

    def send_photo(
        self, person: int, content: bytes, *, caption: str = "", bot: int | None = None
    ) -> Message:
        new = incoming.photo(Sent("photo", content), largest=self.ctx.limits.photo)
        return actions.send_file(self.seat(person, bot), new, caption=caption)

    def send_document(
        self, person: int, name: str, content: bytes, *, bot: int | None = None
    ) -> Message:
        new = incoming.document(Sent(name, content))
        return actions.send_file(self.seat(person, bot), new)

    def edit_text(
        self, person: int, message_id: int, text: str, *, bot: int | None = None
    ) -> Message:
        return actions.edit_text(self.seat(person, bot), message_id, text)

    def press(self, person: int, message_id: int, button: str, *, bot: int | None = None) -> int:
        """Press the button with this text or callback data; the id of the callback query."""
        at = self.seat(person, bot)
        return actions.press(at, message_id, _find(at.message(message_id), button))

    def pay(self, person: int, message_id: int, *, bot: int | None = None) -> int:
        """Pay an invoice in Stars; the id of the pre-checkout query that the bot must answer."""
        return actions.pay(self.seat(person, bot), message_id)

    def block(self, person: int, *, blocked: bool = True, bot: int | None = None) -> None:
        actions.set_blocked(self.seat(person, bot), blocked=blocked)

    def add_person(self, first_name: str, language_code: str = "en") -> Person:
        return people.add(self.ctx, {"first_name": first_name, "language_code": language_code})

    def messages(self, person: int, *, bot: int | None = None) -> list[Message]:
        """The chat's messages of both sides, oldest first, at most 1000."""
        at = self.seat(person, bot)
        return self.ctx.store.messages.page(at.bot.id, person, before=None, limit=1000)

    def pending(self, *, bot: int | None = None) -> int:
        """How many updates the bot has not taken yet."""
        bot_id = bot or self.ctx.settings.bots[0].id
        return self.ctx.store.updates.count(bot_id, now=self.ctx.clock())

    def calls(self, method: str | None = None) -> list[Recorded]:
        """What the bots called, oldest first; of one method, or all but `getUpdates`."""
        if method is None:
            return [call for call in self.ctx.calls if call.method.lower() != "getupdates"]
        return [call for call in self.ctx.calls if call.method.lower() == method.lower()]

    def fail(self, fault: Fault) -> None:
        """Let the next matching calls fail or be late."""
        self.ctx.faults.planned.append(fault)


def _find(message: Message, button: str) -> Position:
    rows: list[list[dict[str, Any]]] = (message.body.get("reply_markup") or {}).get(
        "inline_keyboard", []
    )
    for row, buttons in enumerate(rows):
        for column, one in enumerate(buttons):
            if button in {one["text"], one.get("callback_data")}:
                return Position(row, column)
    raise ApiError(404, f"no button {button!r} under message {message.message_id}")


def _accounts(bots: Iterable[str | BotAccount]) -> tuple[BotAccount, ...]:
    return tuple(parse_bot(bot) if isinstance(bot, str) else bot for bot in bots)


@asynccontextmanager
async def running_stand_in(
    data: Path,
    bots: Iterable[str | BotAccount],
    *,
    port: int = 0,
    host: str = "127.0.0.1",
    people: tuple[Persona, ...] = PERSONAS,
    limits: Limits | None = None,
    clock: Callable[[], float] = time.time,
) -> AsyncIterator[StandIn]:
    """Serve until the block ends. Port 0: the kernel chooses; `bots`: `TOKEN=Name@username`."""
    settings = Settings(_accounts(bots), people, limits or Limits())
    app = create_app(settings, data, host=host, clock=clock)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        chosen = runner.addresses[0][1]
        yield StandIn(app[CONTEXT], f"http://{host}:{chosen}")
    finally:
        await runner.cleanup()

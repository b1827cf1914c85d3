"""What every part of the server shares."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.telegram.bell import Bell
from infra.local.telegram.config import BotAccount, Settings
from infra.local.telegram.faults import Faults
from infra.local.telegram.flood import FloodGate
from infra.local.telegram.people_api.broadcast import Broadcast
from infra.local.telegram.store.store import Store

CALLS_KEPT = 2000


@dataclass(frozen=True)
class Recorded:
    """One call of a bot, for tests. Uploaded files appear as `<n bytes>`."""

    method: str
    params: dict[str, Any]
    code: int


class Context:
    def __init__(self, settings: Settings, folder: Path, clock: Callable[[], float]) -> None:
        self.settings = settings
        self.limits = settings.limits
        self.clock = clock
        self.store = Store(folder)
        self.broadcast = Broadcast()
        self.faults = Faults()
        self.flood = FloodGate(settings.limits.flood)
        self.calls: deque[Recorded] = deque(maxlen=CALLS_KEPT)
        self.by_token = {bot.token: bot for bot in settings.bots}
        self.by_id = {bot.id: bot for bot in settings.bots}
        self.mail = {bot.id: Bell() for bot in settings.bots}
        with self.store.db.transaction():
            self.store.people.seed(settings.people)

    @contextmanager
    def transaction(self) -> Iterator[Store]:
        """Commit the block, then wake whoever waits for updates or changes."""
        with self.store.db.transaction():
            yield self.store
        self.wake()

    def wake(self) -> None:
        for bell in self.mail.values():
            bell.ring()
        self.broadcast.changed()

    def bot_user(self, bot: BotAccount, language: str = "") -> dict[str, object]:
        """Telegram's User for the bot, with the name it gave itself for that language."""
        facts = self.store.facts
        name = facts.get(bot.id, f"name|{language}") or facts.get(bot.id, "name|")
        return bot.as_user(name)

    def close(self) -> None:
        self.store.close()

"""All collections over one database."""

from pathlib import Path

from infra.local.telegram.store.database import Database
from infra.local.telegram.store.facts import Facts
from infra.local.telegram.store.files import Files
from infra.local.telegram.store.messages import Messages
from infra.local.telegram.store.payments import Payments
from infra.local.telegram.store.people import Chats, People
from infra.local.telegram.store.pins import Pins
from infra.local.telegram.store.presses import Presses
from infra.local.telegram.store.updates import Updates


class Store:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.db = Database(folder / "telegram.sqlite3")
        self.people = People(self.db)
        self.chats = Chats(self.db)
        self.messages = Messages(self.db)
        self.updates = Updates(self.db)
        self.pins = Pins(self.db)
        self.presses = Presses(self.db)
        self.payments = Payments(self.db)
        self.files = Files(self.db, folder / "files")
        self.facts = Facts(self.db)

    def close(self) -> None:
        self.db.close()

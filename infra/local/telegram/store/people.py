"""People and their chats with each bot. A private chat has its person's id."""

import json
from dataclasses import dataclass
from typing import Any

from infra.local.telegram.config import Persona
from infra.local.telegram.store.database import Database, Row


@dataclass(frozen=True)
class Person:
    id: int
    first_name: str
    last_name: str | None
    username: str | None
    language_code: str
    change: int

    def as_user(self) -> dict[str, Any]:
        """Telegram's User."""
        user = {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {key: value for key, value in user.items() if value is not None}

    def as_chat(self) -> dict[str, Any]:
        """Telegram's Chat."""
        chat = {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "type": "private",
        }
        return {key: value for key, value in chat.items() if value is not None}


@dataclass(frozen=True)
class Chat:
    """`read_by_person`, `read_by_bot`: the last message id that side has seen."""

    bot_id: int
    person_id: int
    blocked: bool
    read_by_person: int
    read_by_bot: int
    reply_keyboard: dict[str, Any] | None
    change: int


def _chat(row: Row) -> Chat:
    keyboard = row["reply_keyboard"]
    return Chat(
        bot_id=row["bot_id"],
        person_id=row["person_id"],
        blocked=bool(row["blocked"]),
        read_by_person=row["read_by_person"],
        read_by_bot=row["read_by_bot"],
        reply_keyboard=json.loads(keyboard) if keyboard else None,
        change=row["change"],
    )


class People:
    def __init__(self, db: Database) -> None:
        self._db = db

    def seed(self, personas: tuple[Persona, ...]) -> None:
        """Add the given people where the database does not know them yet."""
        sql = "INSERT OR IGNORE INTO people VALUES (?, ?, NULL, ?, ?, ?)"
        for one in personas:
            change = self._db.next_change()
            self._db.run(sql, one.id, one.first_name, one.username, one.language_code, change)

    def all(self) -> list[Person]:
        return [Person(**row) for row in self._db.all("SELECT * FROM people ORDER BY id")]

    def get(self, person_id: int) -> Person | None:
        row = self._db.first("SELECT * FROM people WHERE id = ?", person_id)
        return Person(**row) if row else None

    def save(self, person: Person) -> Person:
        """Insert or replace; the saved value carries its change number."""
        change = self._db.next_change()
        values = (person.first_name, person.last_name, person.username, person.language_code)
        sql = "INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?, ?)"
        self._db.run(sql, person.id, *values, change)
        return Person(person.id, *values, change)

    def next_id(self) -> int:
        return int(self._db.value("SELECT max(id) FROM people") or 1000) + 1


class Chats:
    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[Chat]:
        return [_chat(row) for row in self._db.all("SELECT * FROM chats")]

    def since(self, change: int) -> list[Chat]:
        return [_chat(row) for row in self._db.all("SELECT * FROM chats WHERE change > ?", change)]

    def get(self, bot_id: int, person_id: int) -> Chat | None:
        sql = "SELECT * FROM chats WHERE bot_id = ? AND person_id = ?"
        row = self._db.first(sql, bot_id, person_id)
        return _chat(row) if row else None

    def open(self, bot_id: int, person_id: int) -> None:
        """Make the chat exist: from now on the bot may write into it."""
        sql = "INSERT OR IGNORE INTO chats (bot_id, person_id, change) VALUES (?, ?, ?)"
        self._db.run(sql, bot_id, person_id, self._db.next_change())

    def set_blocked(self, bot_id: int, person_id: int, *, blocked: bool) -> None:
        self._set("blocked", int(blocked), bot_id, person_id)

    def set_reply_keyboard(
        self, bot_id: int, person_id: int, keyboard: dict[str, Any] | None
    ) -> None:
        text = json.dumps(keyboard) if keyboard else None
        self._set("reply_keyboard", text, bot_id, person_id)

    def read_by_person(self, bot_id: int, person_id: int, up_to: int) -> bool:
        return self._read("read_by_person", bot_id, person_id, up_to)

    def read_by_bot(self, bot_id: int, person_id: int, up_to: int) -> bool:
        return self._read("read_by_bot", bot_id, person_id, up_to)

    def _set(self, column: str, value: object, bot_id: int, person_id: int) -> None:
        sql = f"UPDATE chats SET {column} = ?, change = ? WHERE bot_id = ? AND person_id = ?"  # noqa: S608 - the column is ours
        self._db.run(sql, value, self._db.next_change(), bot_id, person_id)

    def _read(self, column: str, bot_id: int, person_id: int, up_to: int) -> bool:
        sql = (
            f"UPDATE chats SET {column} = ?, change = ? "  # noqa: S608 - the column is ours
            f"WHERE bot_id = ? AND person_id = ? AND {column} < ?"
        )
        return self._db.run(sql, up_to, self._db.next_change(), bot_id, person_id, up_to) > 0

"""One SQLite file holds everything that must outlive the process."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

Row: TypeAlias = sqlite3.Row

SCHEMA = """
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY,
    first_name TEXT NOT NULL,
    last_name TEXT,
    username TEXT,
    language_code TEXT NOT NULL,
    change INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS chats (
    bot_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    blocked INTEGER NOT NULL DEFAULT 0,
    read_by_person INTEGER NOT NULL DEFAULT 0,
    read_by_bot INTEGER NOT NULL DEFAULT 0,
    reply_keyboard TEXT,
    change INTEGER NOT NULL,
    PRIMARY KEY (bot_id, person_id)
);
CREATE TABLE IF NOT EXISTS messages (
    bot_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    from_bot INTEGER NOT NULL,
    date INTEGER NOT NULL,
    edit_date INTEGER,
    reply_to INTEGER,
    body TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    change INTEGER NOT NULL,
    PRIMARY KEY (bot_id, message_id)
);
CREATE INDEX IF NOT EXISTS messages_of_chat ON messages (bot_id, person_id, message_id);
CREATE INDEX IF NOT EXISTS messages_by_change ON messages (change);
CREATE TABLE IF NOT EXISTS updates (
    bot_id INTEGER NOT NULL,
    update_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    queue TEXT NOT NULL,
    payload TEXT NOT NULL,
    message_id INTEGER,
    person_id INTEGER NOT NULL,
    expires REAL NOT NULL,
    PRIMARY KEY (bot_id, update_id)
);
CREATE TABLE IF NOT EXISTS pins (
    bot_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (bot_id, message_id)
);
CREATE TABLE IF NOT EXISTS presses (
    id INTEGER PRIMARY KEY,
    bot_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    pressed REAL NOT NULL,
    answered INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS checkouts (
    id INTEGER PRIMARY KEY,
    bot_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    asked REAL NOT NULL,
    answered INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS payments (
    charge_id TEXT PRIMARY KEY,
    bot_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    payload TEXT NOT NULL,
    amount INTEGER NOT NULL,
    date INTEGER NOT NULL,
    refunded INTEGER
);
CREATE TABLE IF NOT EXISTS files (
    file_id TEXT PRIMARY KEY,
    unique_id TEXT NOT NULL,
    bot_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    facts TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS files_by_path ON files (bot_id, path);
CREATE TABLE IF NOT EXISTS facts (
    bot_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (bot_id, name)
);
"""


class Database:
    """The connection and its transactions. Used from one thread, never across an `await`."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        # A killed process loses nothing in WAL mode; only a power cut may lose the last second.
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute("PRAGMA busy_timeout=5000")
        self._connection.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or nothing; a block within a block belongs to the outer one."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def run(self, sql: str, *values: object) -> int:
        """Execute and say how many rows it touched."""
        return self._connection.execute(sql, values).rowcount

    def all(self, sql: str, *values: object) -> Sequence[Row]:
        return self._connection.execute(sql, values).fetchall()

    def first(self, sql: str, *values: object) -> Row | None:
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row, `None` without rows."""
        row = self.first(sql, *values)
        return None if row is None else row[0]

    def count_up(self, counter: str, start: int = 0) -> int:
        """The counter's next number; the first one is `start + 1`."""
        sql = (
            "INSERT INTO counters VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
        )
        return int(self.value(sql, counter, start + 1))

    def last_change(self) -> int:
        return int(self.value("SELECT value FROM counters WHERE name = 'change'") or 0)

    def next_change(self) -> int:
        """Numbers every visible change, so that a page that was away can ask what it missed."""
        return self.count_up("change")

    def close(self) -> None:
        self._connection.close()

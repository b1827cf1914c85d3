"""Updates that a bot has not confirmed yet."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from infra.local.telegram.store.database import Database, Row

FIRST = 500_000_000  # of the size that Telegram's own numbers have


@dataclass(frozen=True)
class NewUpdate:
    """`queue`: updates of one queue are delivered in order. `expires` is in Unix seconds."""

    bot_id: int
    kind: str
    queue: str
    payload: dict[str, Any]
    person_id: int
    message_id: int | None
    expires: float


@dataclass(frozen=True)
class Update:
    update_id: int
    kind: str
    queue: str
    payload: dict[str, Any]
    person_id: int
    message_id: int | None
    expires: float

    def as_json(self) -> dict[str, Any]:
        return {"update_id": self.update_id, self.kind: self.payload}


def _update(row: Row) -> Update:
    return Update(
        update_id=row["update_id"],
        kind=row["kind"],
        queue=row["queue"],
        payload=json.loads(row["payload"]),
        person_id=row["person_id"],
        message_id=row["message_id"],
        expires=row["expires"],
    )


class Updates:
    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, new: NewUpdate) -> int:
        update_id = self._db.count_up(f"update:{new.bot_id}", FIRST)
        self._db.run(
            "INSERT INTO updates VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            new.bot_id,
            update_id,
            new.kind,
            new.queue,
            json.dumps(new.payload, ensure_ascii=False),
            new.message_id,
            new.person_id,
            new.expires,
        )
        return update_id

    def pending(
        self, bot_id: int, *, now: float, limit: int, skip: Sequence[str] = ()
    ) -> list[Update]:
        """The oldest updates still alive, none of the queues in `skip`."""
        marks = ",".join("?" * len(skip))
        sql = (
            "SELECT * FROM updates WHERE bot_id = ? AND expires > ? "  # noqa: S608 - only marks
            f"AND queue NOT IN ({marks}) ORDER BY update_id LIMIT ?"
        )
        return [_update(row) for row in self._db.all(sql, bot_id, now, *skip, limit)]

    def count(self, bot_id: int, *, now: float) -> int:
        sql = "SELECT count(*) FROM updates WHERE bot_id = ? AND expires > ?"
        return int(self._db.value(sql, bot_id, now))

    def confirm_below(self, bot_id: int, update_id: int) -> list[Update]:
        """Forget all updates numbered below `update_id` and return them."""
        sql = "DELETE FROM updates WHERE bot_id = ? AND update_id < ? RETURNING *"
        return [_update(row) for row in self._db.all(sql, bot_id, update_id)]

    def confirm(self, bot_id: int, update_id: int) -> list[Update]:
        sql = "DELETE FROM updates WHERE bot_id = ? AND update_id = ? RETURNING *"
        return [_update(row) for row in self._db.all(sql, bot_id, update_id)]

    def keep_newest(self, bot_id: int, count: int) -> int:
        """The number of the oldest of the `count` newest updates: what a negative offset means."""
        sql = "SELECT update_id FROM updates WHERE bot_id = ? ORDER BY update_id DESC LIMIT ?"
        rows = self._db.all(sql, bot_id, count)
        return int(rows[-1]["update_id"]) if rows else 0

    def drop_all(self, bot_id: int) -> None:
        self._db.run("DELETE FROM updates WHERE bot_id = ?", bot_id)

    def drop_expired(self, bot_id: int, *, now: float) -> None:
        self._db.run("DELETE FROM updates WHERE bot_id = ? AND expires <= ?", bot_id, now)

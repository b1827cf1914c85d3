"""Every message of every chat, as its two sides see it."""

import json
from dataclasses import dataclass
from typing import Any, TypeAlias

from infra.local.telegram.store.database import Database, Row

Body: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """`body` holds the fields of Telegram's Message that say what it is: text, voice, keyboard."""

    bot_id: int
    message_id: int
    person_id: int
    from_bot: bool
    date: int
    edit_date: int | None
    reply_to: int | None
    body: Body
    deleted: bool
    change: int


@dataclass(frozen=True)
class Draft:
    """A message that has no number yet. `date` is in Unix seconds."""

    bot_id: int
    person_id: int
    from_bot: bool
    date: int
    body: Body
    reply_to: int | None = None


def _message(row: Row) -> Message:
    return Message(
        bot_id=row["bot_id"],
        message_id=row["message_id"],
        person_id=row["person_id"],
        from_bot=bool(row["from_bot"]),
        date=row["date"],
        edit_date=row["edit_date"],
        reply_to=row["reply_to"],
        body=json.loads(row["body"]),
        deleted=bool(row["deleted"]),
        change=row["change"],
    )


class Messages:
    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, draft: Draft) -> Message:
        message_id = self._db.count_up(f"message:{draft.bot_id}")
        change = self._db.next_change()
        sql = (
            "INSERT INTO messages "
            "(bot_id, message_id, person_id, from_bot, date, reply_to, body, change) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *"
        )
        row = self._db.first(
            sql,
            draft.bot_id,
            message_id,
            draft.person_id,
            int(draft.from_bot),
            draft.date,
            draft.reply_to,
            json.dumps(draft.body, ensure_ascii=False),
            change,
        )
        assert row is not None, "an INSERT with RETURNING gives its row"
        return _message(row)

    def get(self, bot_id: int, person_id: int, message_id: int) -> Message | None:
        """The message, unless it is deleted or belongs to another chat."""
        sql = (
            "SELECT * FROM messages "
            "WHERE bot_id = ? AND message_id = ? AND person_id = ? AND deleted = 0"
        )
        row = self._db.first(sql, bot_id, message_id, person_id)
        return _message(row) if row else None

    def edit(self, message: Message, body: Body, edit_date: int | None) -> Message:
        """Replace the body. `edit_date` stays `None` when only the keyboard changes."""
        sql = (
            "UPDATE messages SET body = ?, edit_date = coalesce(?, edit_date), change = ? "
            "WHERE bot_id = ? AND message_id = ? RETURNING *"
        )
        text = json.dumps(body, ensure_ascii=False)
        change = self._db.next_change()
        row = self._db.first(sql, text, edit_date, change, message.bot_id, message.message_id)
        assert row is not None, "the message was read in this transaction"
        return _message(row)

    def delete(self, message: Message) -> None:
        # The row stays, emptied, so that a page that was away learns of the deletion.
        sql = (
            "UPDATE messages SET deleted = 1, body = '{}', change = ? "
            "WHERE bot_id = ? AND message_id = ?"
        )
        self._db.run(sql, self._db.next_change(), message.bot_id, message.message_id)

    def page(self, bot_id: int, person_id: int, *, before: int | None, limit: int) -> list[Message]:
        """The `limit` newest messages older than `before`, oldest first."""
        sql = (
            "SELECT * FROM messages WHERE bot_id = ? AND person_id = ? AND deleted = 0 "
            "AND message_id < ? ORDER BY message_id DESC LIMIT ?"
        )
        rows = self._db.all(sql, bot_id, person_id, before or 2**62, limit)
        return [_message(row) for row in reversed(rows)]

    def since(self, change: int, limit: int) -> list[Message]:
        """What changed after `change`, deleted ones included, in the order of change."""
        sql = "SELECT * FROM messages WHERE change > ? ORDER BY change LIMIT ?"
        return [_message(row) for row in self._db.all(sql, change, limit)]

    def unread(self, bot_id: int, person_id: int, after: int) -> int:
        sql = (
            "SELECT count(*) FROM messages WHERE bot_id = ? AND person_id = ? "
            "AND message_id > ? AND from_bot = 1 AND deleted = 0"
        )
        return int(self._db.value(sql, bot_id, person_id, after))

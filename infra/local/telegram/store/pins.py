"""The pinned messages of each chat: any number of them, the newest message stands for all."""

from infra.local.telegram.store.database import Database
from infra.local.telegram.store.messages import Message


class Pins:
    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, message: Message) -> bool:
        """Pin it; whether it was not pinned before."""
        sql = "INSERT OR IGNORE INTO pins VALUES (?, ?, ?)"
        ids = (message.bot_id, message.person_id, message.message_id)
        return self._told(message.bot_id, message.person_id, self._db.run(sql, *ids))

    def remove(self, bot_id: int, person_id: int, message_id: int) -> bool:
        sql = "DELETE FROM pins WHERE bot_id = ? AND person_id = ? AND message_id = ?"
        return self._told(bot_id, person_id, self._db.run(sql, bot_id, person_id, message_id))

    def clear(self, bot_id: int, person_id: int) -> bool:
        sql = "DELETE FROM pins WHERE bot_id = ? AND person_id = ?"
        return self._told(bot_id, person_id, self._db.run(sql, bot_id, person_id))

    def all(self, bot_id: int, person_id: int) -> list[int]:
        """The numbers of the pinned messages that still exist, oldest first."""
        sql = (
            "SELECT message_id FROM pins JOIN messages USING (bot_id, person_id, message_id) "
            "WHERE bot_id = ? AND person_id = ? AND deleted = 0 ORDER BY message_id"
        )
        return [row["message_id"] for row in self._db.all(sql, bot_id, person_id)]

    def _told(self, bot_id: int, person_id: int, touched: int) -> bool:
        # The bar above the messages belongs to the chat, so the chat is what changes.
        if touched:
            sql = "UPDATE chats SET change = ? WHERE bot_id = ? AND person_id = ?"
            self._db.run(sql, self._db.next_change(), bot_id, person_id)
        return touched > 0

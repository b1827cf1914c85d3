"""Small things a bot sets about itself: commands, names, webhook, menu button."""

import json
from typing import Any

from infra.local.telegram.store.database import Database


class Facts:
    """JSON values by name, for instance `commands|default|en`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, bot_id: int, name: str) -> Any:
        """The value, `None` when it was never set."""
        text = self._db.value("SELECT value FROM facts WHERE bot_id = ? AND name = ?", bot_id, name)
        return None if text is None else json.loads(text)

    def set(self, bot_id: int, name: str, value: object) -> None:
        text = json.dumps(value, ensure_ascii=False)
        self._db.run("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", bot_id, name, text)

    def unset(self, bot_id: int, name: str) -> None:
        self._db.run("DELETE FROM facts WHERE bot_id = ? AND name = ?", bot_id, name)

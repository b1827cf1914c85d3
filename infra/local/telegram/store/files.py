"""Files that were sent. The bytes lie in a folder, what is known of them in the database."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.telegram.store.database import Database, Row


@dataclass(frozen=True)
class NewFile:
    """`kind` is `photo`, `voice`, `audio` or `document`; `facts` are its Telegram fields."""

    kind: str
    content: bytes
    suffix: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class StoredFile:
    file_id: str
    unique_id: str
    bot_id: int
    kind: str
    path: str
    size: int
    facts: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Telegram's Voice, Audio, Document or PhotoSize."""
        ids = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}
        return {**ids, **self.facts}


def _file(row: Row) -> StoredFile:
    return StoredFile(**{**row, "facts": json.loads(row["facts"])})


class Files:
    def __init__(self, db: Database, folder: Path) -> None:
        self._db = db
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, bot_id: int, new: NewFile) -> StoredFile:
        digest = hashlib.sha256(new.content).hexdigest()
        number = self._db.count_up("file")
        path = f"{new.kind}s/file_{number}{new.suffix}"
        self._write(bot_id, path, new.content)
        stored = StoredFile(
            file_id=f"{new.kind[:2].upper()}{bot_id:x}-{secrets.token_urlsafe(24)}",
            unique_id=f"AQAD{digest[:12]}",
            bot_id=bot_id,
            kind=new.kind,
            path=path,
            size=len(new.content),
            facts=new.facts,
        )
        self._insert(stored)
        return stored

    def get(self, bot_id: int, file_id: str) -> StoredFile | None:
        sql = "SELECT * FROM files WHERE file_id = ? AND bot_id = ?"
        row = self._db.first(sql, file_id, bot_id)
        return _file(row) if row else None

    def at(self, bot_id: int, path: str) -> StoredFile | None:
        row = self._db.first("SELECT * FROM files WHERE bot_id = ? AND path = ?", bot_id, path)
        return _file(row) if row else None

    def location(self, stored: StoredFile) -> Path:
        return self._folder / str(stored.bot_id) / stored.path

    def _write(self, bot_id: int, path: str, content: bytes) -> None:
        target = self._folder / str(bot_id) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def _insert(self, one: StoredFile) -> None:
        facts = json.dumps(one.facts, ensure_ascii=False)
        values = (one.file_id, one.unique_id, one.bot_id, one.kind, one.path, one.size, facts)
        self._db.run("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", *values)

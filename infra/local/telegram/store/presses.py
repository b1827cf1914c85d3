"""Button presses that wait for `answerCallbackQuery`."""

from dataclasses import dataclass

from infra.local.telegram.store.database import Database

FIRST = 4_300_000_000_000_000_000  # of the size that Telegram's own ids have


@dataclass(frozen=True)
class Press:
    """`pressed` is in Unix seconds."""

    id: int
    bot_id: int
    person_id: int
    message_id: int
    pressed: float
    answered: bool


class Presses:
    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, bot_id: int, person_id: int, message_id: int, *, now: float) -> int:
        press_id = self._db.count_up("press", FIRST)
        sql = "INSERT INTO presses VALUES (?, ?, ?, ?, ?, 0)"
        self._db.run(sql, press_id, bot_id, person_id, message_id, now)
        # Nothing asks for presses this old: they are long past every deadline.
        self._db.run("DELETE FROM presses WHERE pressed < ?", now - 3600)
        return press_id

    def get(self, bot_id: int, press_id: int) -> Press | None:
        row = self._db.first("SELECT * FROM presses WHERE id = ? AND bot_id = ?", press_id, bot_id)
        return Press(**{**row, "answered": bool(row["answered"])}) if row else None

    def mark_answered(self, press_id: int) -> None:
        self._db.run("UPDATE presses SET answered = 1 WHERE id = ?", press_id)

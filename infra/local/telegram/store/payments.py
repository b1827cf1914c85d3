"""Payments in Telegram Stars: checkouts that wait for the bot, and what was paid."""

import secrets
from dataclasses import dataclass

from infra.local.telegram.store.database import Database, Row

FIRST = 5_200_000_000_000_000_000  # of the size that Telegram's own ids have


@dataclass(frozen=True)
class Checkout:
    """A person wants to pay the invoice in `message_id`. `asked` is in Unix seconds."""

    id: int
    bot_id: int
    person_id: int
    message_id: int
    asked: float
    answered: bool


@dataclass(frozen=True)
class Payment:
    """`amount` in Stars; `date` and `refunded` in Unix seconds."""

    charge_id: str
    bot_id: int
    person_id: int
    payload: str
    amount: int
    date: int
    refunded: int | None


def _checkout(row: Row) -> Checkout:
    return Checkout(**{**row, "answered": bool(row["answered"])})


class Payments:
    def __init__(self, db: Database) -> None:
        self._db = db

    def ask(self, bot_id: int, person_id: int, message_id: int, *, now: float) -> int:
        checkout_id = self._db.count_up("checkout", FIRST)
        sql = "INSERT INTO checkouts VALUES (?, ?, ?, ?, ?, 0)"
        self._db.run(sql, checkout_id, bot_id, person_id, message_id, now)
        return checkout_id

    def checkout(self, bot_id: int, checkout_id: int) -> Checkout | None:
        sql = "SELECT * FROM checkouts WHERE id = ? AND bot_id = ?"
        row = self._db.first(sql, checkout_id, bot_id)
        return _checkout(row) if row else None

    def mark_answered(self, checkout_id: int) -> None:
        self._db.run("UPDATE checkouts SET answered = 1 WHERE id = ?", checkout_id)

    def pay(self, checkout: Checkout, payload: str, amount: int, *, now: int) -> Payment:
        charge_id = f"stx{secrets.token_urlsafe(32)}"
        sql = "INSERT INTO payments VALUES (?, ?, ?, ?, ?, ?, NULL)"
        values = (charge_id, checkout.bot_id, checkout.person_id, payload, amount, now)
        self._db.run(sql, *values)
        return Payment(*values, refunded=None)

    def get(self, bot_id: int, person_id: int, charge_id: str) -> Payment | None:
        sql = "SELECT * FROM payments WHERE charge_id = ? AND bot_id = ? AND person_id = ?"
        row = self._db.first(sql, charge_id, bot_id, person_id)
        return Payment(**row) if row else None

    def mark_refunded(self, payment: Payment, *, now: int) -> None:
        sql = "UPDATE payments SET refunded = ? WHERE charge_id = ?"
        self._db.run(sql, now, payment.charge_id)

    def of_bot(self, bot_id: int) -> list[Payment]:
        """All payments to the bot, oldest first."""
        sql = "SELECT * FROM payments WHERE bot_id = ? ORDER BY date, rowid"
        return [Payment(**row) for row in self._db.all(sql, bot_id)]

"""The bare driver, for the one path on which every tenth of a millisecond counts.

A `Direct` executes what an `AsyncSession` would, statement by statement in one transaction, without
the layers that map rows to objects: answering costs half of what it costs through them.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import asyncpg  # type: ignore[import-untyped]
import orjson
from sqlalchemy import ClauseElement, TextClause
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.sql.compiler import SQLCompiler

Pool: TypeAlias = asyncpg.Pool

POOL_PATIENCE = 5  # seconds for a connection
# One process cannot keep more of them busy: with 20, all presses together took a tenth longer.
PRESSES = 8
# No statement, lock or idle transaction can hang for ever: the driver's seconds, and the server's
# milliseconds, which end a statement even when nobody waits for it any more.
LIMITS: dict[str, Any] = {
    "command_timeout": 10,
    "server_settings": {
        "application_name": "parley",
        "statement_timeout": "8000",
        "lock_timeout": "5000",
        "idle_in_transaction_session_timeout": "15000",
    },
}

_DIALECT = dialect()  # type: ignore[no-untyped-call]


class Row(asyncpg.Record):  # type: ignore[misc]
    """A row whose columns are attributes."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class Rows(list[Row]):
    """What was found, asked for as of a SQLAlchemy result."""

    def first(self) -> Row | None:
        return self[0] if self else None

    def one_or_none(self) -> Row | None:
        assert len(self) <= 1
        return self.first()

    def one(self) -> Row:
        [row] = self
        return row


class Direct:
    """A transaction of `backend.db.direct_transaction`. `info` is what `AsyncSession.info` is."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self.info: dict[str, Any] = {}

    async def execute(
        self, statement: ClauseElement, values: Mapping[str, Any] | None = None
    ) -> Rows:
        """Run one statement; `values` fill the names of a text, as in SQLAlchemy."""
        if isinstance(statement, TextClause):
            sql, names = _text(statement)
            given: Sequence[Any] = [(values or {})[name] for name in names]
        else:
            sql, names, defaults = _compiled(statement)
            given = [defaults[name] for name in names]
        return Rows(await self._connection.fetch(sql, *given))


@lru_cache(maxsize=128)
def _text(statement: TextClause) -> tuple[str, Sequence[str]]:
    sql, names, _ = _compiled(statement)
    return sql, names


def _compiled(statement: ClauseElement) -> tuple[str, Sequence[str], Mapping[str, Any]]:
    """The statement with `$n` for its parameters, their names in order, and their own values."""
    compiled = statement.compile(dialect=_DIALECT)
    assert isinstance(compiled, SQLCompiler)
    return str(compiled), tuple(compiled.positiontup or ()), compiled.params


def create_pool(url: str, *, size: int = PRESSES) -> Pool:
    """A pool that connects when it is first used. `url` as `postgresql://…`."""
    return asyncpg.create_pool(
        url.replace("postgresql+asyncpg://", "postgresql://", 1),
        min_size=0,
        max_size=size,
        max_inactive_connection_lifetime=300,
        record_class=Row,
        init=_speak_json,
        reset=_left_clean,
        timeout=POOL_PATIENCE,
        command_timeout=LIMITS["command_timeout"],
        # A press plans nothing: its few statements are planned once a connection.
        server_settings=LIMITS["server_settings"]
        | {"plan_cache_mode": "force_generic_plan", "jit": "off"},
    )


async def _speak_json(connection: asyncpg.Connection) -> None:
    for type_ in ("json", "jsonb"):
        await connection.set_type_codec(
            type_,
            schema="pg_catalog",
            encoder=lambda value: orjson.dumps(value).decode(),
            decoder=orjson.loads,
        )


async def _left_clean(connection: asyncpg.Connection) -> None:
    # The driver's own reset is a round trip; only a transaction could be left behind here.
    if connection.is_in_transaction():
        await connection.execute("ROLLBACK")

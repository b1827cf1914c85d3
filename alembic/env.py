"""Migrations run alone, one at a time, and give up rather than queue up behind a long lock."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

import backend.appeals.models
import backend.attempts.models
import backend.audit.models
import backend.explaining.models
import backend.generation.models
import backend.jobs.models
import backend.judging.models
import backend.links.models
import backend.llm.models
import backend.patterns.models
import backend.quality.models
import backend.reading.models
import backend.recordings.models
import backend.reviews.models
import backend.spoken.models
import backend.tutor.models
import backend.users.models  # noqa: F401  # models register themselves when they are imported
from backend.db import Model

LOCK_TIMEOUT = "5s"
_MIGRATORS_TURN = 7_200


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def main(url: str) -> None:
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://", 1))
    async with engine.connect() as connection:
        await connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
        await connection.execute(text("SELECT pg_advisory_lock(:turn)"), {"turn": _MIGRATORS_TURN})
        await connection.commit()
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


# pytest-alembic hands in a connection of its own.
given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    url = context.config.attributes.get("url") or os.environ.get("PARLEY_DATABASE_URL")
    if not url:
        raise SystemExit("PARLEY_DATABASE_URL: set it to the database to migrate.")
    asyncio.run(main(url))

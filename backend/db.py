"""The one place where a transaction begins, commits and releases its jobs."""

import enum
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, ClassVar, TypeAlias

import orjson
from sqlalchemy import BigInteger, DateTime, Enum, MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase

from backend.direct import LIMITS, POOL_PATIENCE, Direct, Pool
from backend.queue import Queue, drain

Sessions: TypeAlias = async_sessionmaker[AsyncSession]


class Model(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger,
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        dict[str, str]: JSONB,
        # Words in the column, not a database type: a new member needs no migration.
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            length=32,
            values_callable=lambda members: [member.value for member in members],
        ),
    }


def create_engine(url: str, *, pool_size: int = 20) -> AsyncEngine:
    """An engine within `LIMITS`.

    `url` as `postgresql://…`, with or without the driver's name.
    """
    return create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1),
        hide_parameters=True,  # what people write must not reach a log by way of an error
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=POOL_PATIENCE,
        pool_pre_ping=False,  # a ping is a round trip on the way of every press; see `pool_recycle`
        pool_recycle=1800,
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
        connect_args={"timeout": POOL_PATIENCE, **LIMITS},
    )


def create_sessions(engine: AsyncEngine) -> Sessions:
    return async_sessionmaker(engine, expire_on_commit=False)


@asynccontextmanager
async def transaction(sessions: Sessions, queue: Queue) -> AsyncIterator[AsyncSession]:
    """Commit on success, roll back on error, and only then tell the queue of the jobs written."""
    async with sessions() as session:
        async with session.begin():
            yield session
        for hint in drain(session):
            await queue.push(hint)


@asynccontextmanager
async def direct_transaction(pool: Pool, queue: Queue) -> AsyncIterator[Direct]:
    """The same on the bare driver."""
    async with pool.acquire(timeout=POOL_PATIENCE) as connection:
        direct = Direct(connection)
        async with connection.transaction():
            yield direct
    for hint in drain(direct):
        await queue.push(hint)

"""Jobs are values. Asking for one writes a row in the transaction that asks."""

from datetime import datetime
from typing import NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession


class Job(BaseModel):
    """What a worker is asked to do: a name (its class) and ids, never rows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def name(cls) -> str:
        return f"{cls.__module__.split('.')[-2]}.{cls.__name__}"


class Hint(NamedTuple):
    """A job that is due: an executor may be told at once, or the sweeper will tell it."""

    job_id: int
    dispatch_no: int


class Queue(Protocol):
    async def push(self, hint: Hint) -> None:
        """Best effort: never raises, never waits long. What is lost here the sweeper finds."""


async def enqueue(
    session: AsyncSession, job: Job, *, run_at: datetime | None = None, key: str | None = None
) -> int | None:
    """Write the job's row. With a `key` that exists already, nothing is written: None."""
    raise NotImplementedError


def drain(session: AsyncSession) -> list[Hint]:
    hints: list[Hint] = session.info.pop("hints", [])
    return hints

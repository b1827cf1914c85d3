"""Jobs are values. Asking for one writes a row in the transaction that asks.

The row is the record (`backend.jobs`); whatever is pushed to an executor after the commit is only a
hint that it is there.
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Interval, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from backend.kit.clock import shifted

# The queues of jobs that ask a model, for learners and for nobody in particular: however long it
# takes, other jobs never stand behind them, nor what a learner waits for behind what nobody does.
MODELS = "models"
BACKGROUND = "background"
# What listens and speaks: heavy, and done by processes of their own (`python -m workers.speech`).
# While somebody waits for it; and ahead of whoever will hear it.
SPEECH = "speech"
VOICES = "voices"


class Job(BaseModel):
    """What a worker is asked to do: a name (its class) and ids, never rows.

    `limit` is how long one run may take, `max_attempts` how many runs may fail before it is dead,
    `queue` which workers do it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    queue: ClassVar[str] = "default"
    max_attempts: ClassVar[int] = 5
    limit: ClassVar[timedelta] = timedelta(seconds=60)

    @classmethod
    def name(cls) -> str:
        return f"{cls.__module__.split('.')[-2]}.{cls.__name__}"


class Hint(NamedTuple):
    """A job that is due: an executor may be told at once, or the sweeper will tell it."""

    job_id: int
    dispatch_no: int
    queue: str = Job.queue


class Writes(Protocol):
    """What a job's row is written through: an `AsyncSession`, or a `Direct`."""

    @property
    def info(self) -> dict[Any, Any]: ...

    async def execute(self, statement: Any, values: Any = None, /) -> Any: ...


class Queue(Protocol):
    async def push(self, hint: Hint) -> None:
        """Best effort: never raises, never waits long. What is lost here the sweeper finds."""


# The database's clock, moved as far as ours is: jobs are due by the time that learners see. One
# text for however many jobs there are: it is compiled once, and planned once a connection.
_WRITE = text("""
INSERT INTO jobs (queue, kind, payload, max_attempts, created_at, run_at, dispatch_no,
                  dispatched_at, dedupe_key)
SELECT w.queue, w.kind, w.payload, w.max_attempts, t.moved, coalesce(w.run_at, t.moved),
       CASE WHEN due THEN 1 ELSE 0 END, CASE WHEN due THEN now() END, w.key
  FROM (SELECT now() + :shift AS moved) t,
       jsonb_to_recordset(:wanted) AS w (queue varchar, kind varchar, payload jsonb,
         max_attempts smallint, run_at timestamptz, key varchar),
       LATERAL (SELECT coalesce(w.run_at, t.moved) <= t.moved AS due) d
    ON CONFLICT (dedupe_key) DO NOTHING
RETURNING id, dispatch_no, queue
""").bindparams(bindparam("shift", type_=Interval()), bindparam("wanted", type_=JSONB()))


class Wanted(NamedTuple):
    """A job that is asked for: when it is due, now where that is None, and what it is once by."""

    job: Job
    run_at: datetime | None = None
    key: str | None = None


async def enqueue(
    session: Writes, job: Job, *, run_at: datetime | None = None, key: str | None = None
) -> int | None:
    """Write the job's row; its id. With a `key` that exists already, nothing is written: None."""
    found = await enqueue_all(session, Wanted(job, run_at, key))
    return found[0] if found else None


async def enqueue_all(session: Writes, *wanted: Wanted) -> list[int]:
    """Write the rows of several jobs in one statement; their ids, of those that were written."""
    if not wanted:
        return []
    values = {"shift": shifted(), "wanted": [_row(each) for each in wanted]}
    written = await session.execute(_WRITE, values)
    rows = list(written)
    for row in rows:
        if row.dispatch_no:
            hint(session, Hint(row.id, row.dispatch_no, row.queue))
    return [int(row.id) for row in rows]


def _row(wanted: Wanted) -> dict[str, Any]:
    job, at = wanted.job, wanted.run_at
    return {
        "queue": job.queue,
        "kind": job.name(),
        "payload": job.model_dump(mode="json"),
        "max_attempts": job.max_attempts,
        "run_at": None if at is None else at.isoformat(),
        "key": wanted.key,
    }


def hint(session: Writes, found: Hint) -> None:
    """Have the executor told of it when this transaction has been committed."""
    session.info.setdefault("hints", []).append(found)


def drain(session: Writes) -> list[Hint]:
    hints: list[Hint] = session.info.pop("hints", [])
    return hints


class Silent:
    """Tells nobody: for tools that write no jobs, and for tests that look at the rows."""

    async def push(self, hint: Hint) -> None:
        pass

"""What is told of jobs that are held, wait or failed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID


class Outcome(StrEnum):
    """How one attempt at a job ended."""

    done = "done"
    retried = "retried"  # it failed, and will be tried again
    dead = "dead"  # it failed, and will not
    released = "released"  # its worker had to stop
    abandoned = "abandoned"  # it failed, and the database could not be told: its lease runs out
    fenced = "fenced"  # its lease was lost: whatever it wanted to write was refused


@dataclass(frozen=True)
class Claim:
    """The right to do one job, while its lease lasts.

    `attempts` counts this one; `asked_at` is when the job was written, `waited` how long it has
    been due.
    """

    id: int
    token: UUID
    kind: str
    payload: dict[str, Any]
    attempts: int
    max_attempts: int
    asked_at: datetime
    waited: timedelta

    @property
    def is_last(self) -> bool:
        return self.attempts >= self.max_attempts


@dataclass(frozen=True)
class Load:
    """How many jobs of a queue are in which state. `ready` are due and wait for a worker."""

    queue: str
    ready: int = 0
    deferred: int = 0
    in_progress: int = 0
    dead: int = 0


@dataclass(frozen=True)
class Buried:
    """A job that has just become dead."""

    id: int
    kind: str
    attempts: int

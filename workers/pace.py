"""How fast a worker's own clockwork turns."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Pace:
    """How many jobs one process does at a time, and spans of time.

    `model_slots` are for the jobs that ask models: they are never taken from the `slots` of others.
    """

    slots: int = 10
    model_slots: int = 8
    # A killed worker's jobs wait this long for another. Renewed three times within it.
    lease: timedelta = timedelta(seconds=30)
    sweep: timedelta = timedelta(seconds=0.5)
    # Unanswered, a dispatch is repeated after this, and ever more slowly.
    again: timedelta = timedelta(seconds=3)
    # What has been due for longer than this is taken straight from PostgreSQL: Redis may be away.
    late: timedelta = timedelta(seconds=2)
    timetable: timedelta = timedelta(seconds=1)
    heartbeat: timedelta = timedelta(seconds=5)
    gauges: timedelta = timedelta(seconds=15)
    # From SIGTERM until running jobs are cancelled. Container platforms kill after 30 s.
    grace: timedelta = timedelta(seconds=20)

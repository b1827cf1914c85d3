from dataclasses import dataclass

from backend.jobs.timetable import Rhythm
from backend.queue import Job


class PruneJobs(Job):
    """Forget what was done days ago, one batch at a time."""


class TellAdminsOfDeadJob(Job):
    job_id: int


@dataclass(frozen=True)
class Entry:
    """A line of the timetable: a job that is asked for again and again."""

    name: str
    rhythm: Rhythm
    job: Job

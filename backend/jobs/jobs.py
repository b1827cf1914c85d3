from backend.queue import Job


class PruneJobs(Job):
    """Forget what was done days ago, one batch at a time."""


class TellAdminsOfDeadJob(Job):
    job_id: int

from datetime import timedelta
from typing import ClassVar

from backend.queue import Job


class Regrade(Job):
    """Bring a decision to everybody who gave the answer, a batch at a time: attempts after one."""

    limit: ClassVar[timedelta] = timedelta(seconds=120)

    appeal_id: int
    after: int = 0


class TellAppellants(Job):
    """Have everybody who appealed told, a batch at a time: people after one."""

    appeal_id: int
    after: int = 0


class TellAppellant(Job):
    """Tell one person what became of their appeal."""

    appeal_id: int
    user_id: int

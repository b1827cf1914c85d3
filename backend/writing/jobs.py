from datetime import timedelta
from typing import ClassVar

from backend.queue import MODELS, Job


class AssessText(Job):
    """Have a text assessed that a learner wrote, and its corrections remembered."""

    queue: ClassVar[str] = MODELS
    limit: ClassVar[timedelta] = timedelta(seconds=45)  # nobody waits longer for it
    max_attempts: ClassVar[int] = 3

    attempt_id: int

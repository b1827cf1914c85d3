from datetime import timedelta
from typing import ClassVar

from backend.queue import BACKGROUND, Job


class MakeRepairItem(Job):
    """Have an exercise made for a pattern: the same point, in other words."""

    queue: ClassVar[str] = BACKGROUND
    limit: ClassVar[timedelta] = timedelta(minutes=2)
    max_attempts: ClassVar[int] = 4

    pattern_id: int


class FollowPatterns(Job):
    """See what practice has said of patterns since."""

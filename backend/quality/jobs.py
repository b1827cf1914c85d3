from datetime import timedelta
from typing import ClassVar

from backend.queue import BACKGROUND, Job


class TellAdminsOfHiddenExercise(Job):
    """Several people have reported it, and so it waits for a look at it."""

    exercise_id: int


class WatchExercises(Job):
    """Read what was answered and reported lately, and have a look at what is out of its band."""


class ReviewExercise(Job):
    """Ask a model what it thinks of an exercise that is being inspected."""

    queue: ClassVar[str] = BACKGROUND
    limit: ClassVar[timedelta] = timedelta(seconds=120)

    inspection_id: int


class RepairMemories(Job):
    """What a retired exercise taught is forgotten: its answers count as never given."""

    exercise_id: int
    after_attempt: int = 0

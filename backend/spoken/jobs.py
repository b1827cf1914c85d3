from datetime import timedelta
from typing import ClassVar

from backend.queue import SPEECH, Job


class LookForUnvoiced(Job):
    """Asks for the voices that exercises lack."""


class VoiceExercise(Job):
    """Has an exercise read aloud at both paces, and publishes it if it has waited for that."""

    queue: ClassVar[str] = SPEECH
    limit: ClassVar[timedelta] = timedelta(seconds=90)

    exercise_id: int

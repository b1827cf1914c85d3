from datetime import timedelta
from typing import ClassVar

from backend.queue import SPEECH, VOICES, Job


class LookForUnvoiced(Job):
    """Asks for the voices that exercises lack."""


class VoiceExercise(Job):
    """Has an exercise read aloud at both paces, and publishes it if it has waited for that.

    Nobody waits for it: where the voice or the storage is away, it is tried for a week.
    """

    queue: ClassVar[str] = VOICES
    max_attempts: ClassVar[int] = 1000
    limit: ClassVar[timedelta] = timedelta(seconds=90)

    exercise_id: int


class ForgetSpoken(Job):
    """Deletes what was read aloud in talks that are long ago."""

    queue: ClassVar[str] = VOICES

    digests: list[str]


class PlayExercise(Job):
    """Plays what an exercise sounds like, to whoever was just shown it by a worker."""

    queue: ClassVar[str] = SPEECH

    attempt_id: int
    bot_id: int

from datetime import timedelta
from typing import ClassVar

from backend.queue import SPEECH, Job


class Hear(Job):
    """Listens to a recording, and does what it says."""

    queue: ClassVar[str] = SPEECH
    max_attempts: ClassVar[int] = 3
    limit: ClassVar[timedelta] = timedelta(seconds=120)

    recording_id: int


class ShowRecording(Job):
    """Tells what became of a recording; `anew`: in a message of its own, where nobody has said
    which message waits for it."""

    recording_id: int
    anew: bool = False


class GiveUpHearing(Job):
    """Nobody has listened to a recording for long: tells so."""

    recording_id: int


class LookForOldRecordings(Job):
    """Has recordings deleted that were kept for long enough."""


class ForgetRecordings(Job):
    """Deletes the sound of recordings."""

    queue: ClassVar[str] = SPEECH

    recording_ids: list[int]

"""How fast a worker's own clockwork turns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from backend.queue import BACKGROUND, MODELS, SPEECH, VOICES, Job


@dataclass(frozen=True)
class Pace:
    """How many jobs one process does at a time, and spans of time.

    `model_slots` are for the jobs that ask models for a learner, `background_slots` for those that
    ask when nobody waits, `speech_slots` for those that listen and speak to somebody who waits,
    `voice_slots` for those that read aloud ahead of it: none of the five is ever taken from the
    others. A process does nothing of what it has no slots for.
    """

    slots: int = 10
    model_slots: int = 8
    background_slots: int = 2
    speech_slots: int = 0
    voice_slots: int = 0
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

    @property
    def by_queue(self) -> Mapping[str, int]:
        slots = {
            Job.queue: self.slots,
            MODELS: self.model_slots,
            BACKGROUND: self.background_slots,
            SPEECH: self.speech_slots,
            VOICES: self.voice_slots,
        }
        return {queue: count for queue, count in slots.items() if count}

    @property
    def asking(self) -> int:
        """How many jobs may ask a model at a time."""
        return self.model_slots + self.background_slots


def for_speech() -> Pace:
    """Of a process that listens and speaks, and does nothing else: two at a time, since one of them
    mostly waits for a network, and beside them one that nobody waits for."""
    return Pace(slots=0, model_slots=0, background_slots=0, speech_slots=2, voice_slots=1)


def paced(llm_slots: int) -> Pace:
    """The usual pace with so many slots for learners' questions, and a quarter of them besides."""
    return Pace(model_slots=llm_slots, background_slots=max(llm_slots // 4, 1))

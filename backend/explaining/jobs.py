from datetime import timedelta
from typing import ClassVar

from backend.queue import MODELS, Job


class ExplainAnswer(Job):
    """Ask a model why an answer is wrong, once for everybody who waits for it."""

    queue: ClassVar[str] = MODELS
    max_attempts: ClassVar[int] = 3
    limit: ClassVar[timedelta] = timedelta(seconds=60)

    explanation_id: int


class StopWaiting(Job):
    """Nobody waits longer than this: what the course itself has to say is told instead."""

    explanation_id: int
    asks: int


class TellExplanation(Job):
    """Tell one person, in the chat where they asked."""

    explanation_id: int
    attempt_id: int
    bot_id: int
    asks: int


class TellMeanwhile(TellExplanation):
    """Tell somebody who still waits after a moment what the course itself has to say.

    What they wait for is written into the same message.
    """

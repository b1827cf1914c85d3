from datetime import timedelta
from typing import ClassVar

from backend.queue import Job


class ModelJob(Job):
    """One that asks a model, and so never stands before the others."""

    queue: ClassVar[str] = "models"


class Converse(ModelJob):
    """Reply to what the learner said."""

    limit: ClassVar[timedelta] = timedelta(minutes=4)  # Telegram may ask for minutes of patience
    turn_id: int


class CorrectTurn(ModelJob):
    """Look for mistakes in what the learner said, once the reply is told."""

    max_attempts: ClassVar[int] = 2
    turn_id: int


class TranslateReply(ModelJob):
    max_attempts: ClassVar[int] = 2
    turn_id: int


class WriteCard(ModelJob):
    """Say what went well in a talk that is over, and show its card."""

    conversation_id: int


class SumUp(ModelJob):
    """Make a summary of what is too far back to be told word by word."""

    max_attempts: ClassVar[int] = 2
    conversation_id: int


class RememberFacts(ModelJob):
    """Look for what the learner told of themselves."""

    max_attempts: ClassVar[int] = 2
    conversation_id: int

from datetime import timedelta
from typing import ClassVar

from backend.queue import BACKGROUND, MODELS, SPEECH, Job


class Converse(Job):
    """Reply to what the learner said."""

    queue: ClassVar[str] = MODELS
    limit: ClassVar[timedelta] = timedelta(minutes=4)  # Telegram may ask for minutes of patience
    turn_id: int


class SpeakReply(Job):
    """Read a reply aloud: to whoever has spoken, or has `asked` to hear it."""

    queue: ClassVar[str] = SPEECH
    limit: ClassVar[timedelta] = timedelta(seconds=90)
    turn_id: int
    asked: bool = False


class CorrectTurn(Job):
    """Look for mistakes in what the learner said, once the reply is told."""

    queue: ClassVar[str] = MODELS
    max_attempts: ClassVar[int] = 2
    turn_id: int


class TranslateReply(Job):
    queue: ClassVar[str] = MODELS
    max_attempts: ClassVar[int] = 2
    turn_id: int


class WriteCard(Job):
    """Say what went well in a talk that is over, and show its card."""

    queue: ClassVar[str] = MODELS
    conversation_id: int


class SumUp(Job):
    """Make a summary of what is too far back to be told word by word."""

    queue: ClassVar[str] = BACKGROUND
    max_attempts: ClassVar[int] = 2
    conversation_id: int


class RememberFacts(Job):
    """Look for what the learner told of themselves."""

    queue: ClassVar[str] = BACKGROUND
    max_attempts: ClassVar[int] = 2
    conversation_id: int

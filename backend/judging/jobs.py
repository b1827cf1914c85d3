from datetime import timedelta
from typing import ClassVar

from backend.queue import MODELS, Job


class JudgeAnswer(Job):
    """Have the verdict on an answer bought, unless it is known or somebody is buying it."""

    queue: ClassVar[str] = MODELS
    limit: ClassVar[timedelta] = timedelta(seconds=60)
    max_attempts: ClassVar[int] = 3

    attempt_id: int


class ExplainVerdict(Job):
    """Have the reason of a verdict in one more language."""

    queue: ClassVar[str] = MODELS
    limit: ClassVar[timedelta] = timedelta(seconds=60)
    max_attempts: ClassVar[int] = 3

    verdict_id: int
    language: str


class SettleAnswer(Job):
    """Give an answer the verdict that was bought for it, or that nobody has one."""

    attempt_id: int


class LetGo(Job):
    """The verdict has taken long enough: practice goes on without it."""

    attempt_id: int


class GiveUpJudging(Job):
    """The verdict has taken too long: there is none."""

    attempt_id: int


class ForgetJudgements(Job):
    """Forget which answers waited for a verdict that they have, one batch at a time."""


class ShowAnswer(Job):
    """Show what became of an answer that is checked, in its message.

    `let_go`: that practice goes on; else the verdict. Without a message it comes as a new one.
    """

    attempt_id: int
    let_go: bool
    message_id: int | None = None

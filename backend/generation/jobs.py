from datetime import timedelta
from typing import ClassVar

from backend.queue import BACKGROUND, Job


class PlanRefill(Job):
    """Look what the stock lacks, and order it."""


class WriteDrafts(Job):
    """Ask a model for the drafts of an order, and hold the gates against them."""

    queue: ClassVar[str] = BACKGROUND
    max_attempts: ClassVar[int] = 4
    limit: ClassVar[timedelta] = timedelta(minutes=2)

    order_id: int


class CriticizeDraft(Job):
    """Have a draft that passed the gates read by a critic; publish it, or keep the reasons."""

    queue: ClassVar[str] = BACKGROUND
    max_attempts: ClassVar[int] = 4
    limit: ClassVar[timedelta] = timedelta(minutes=6)

    draft_id: int

"""Pure: how well a point is known, in three steps that fit a small bar."""

from datetime import datetime

from backend.reviews.scheduling import LASTING, Remembered, recall

FIRM = 21.0  # days of stability: remembered with probability 0.9 three weeks later
FADED = 0.7  # recalled less surely than this, a point is known one step less well
MOST = 3


def strength(memory: Remembered | None, now: datetime) -> int:
    """0 for what was never met, 1 for what was just met, to 3 for what is known firmly."""
    if memory is None:
        return 0
    steps = 1 + (memory.stability >= LASTING) + (memory.stability >= FIRM)
    return max(steps - (recall(memory, now) < FADED), 1)

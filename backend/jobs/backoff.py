"""How long a job that failed waits before it is tried again."""

from datetime import timedelta

FIRST = timedelta(seconds=1)
LONGEST = timedelta(minutes=10)


def delay(attempt: int, *, chance: float) -> timedelta:
    """Doubling with each attempt (1 is the first), and half of it by `chance`, 0 to 1.

    Jobs that failed together, because something they all need was away, do not come back together.
    """
    doublings = min(max(attempt, 1) - 1, 30)
    whole = min(FIRST * (1 << doublings), LONGEST)
    return whole / 2 + whole / 2 * chance

"""The only place that reads the clock. Everything else is told what time it is."""

from datetime import UTC, datetime, timedelta

FURTHEST = 10 * 366 * 24 * 3600  # seconds ahead


class _Shift:
    by = timedelta()


def shift(seconds: float) -> None:
    """Live ahead of the machine's clock, to try things out. Set once, by a process's main."""
    _Shift.by = timedelta(seconds=seconds)


def shifted() -> timedelta:
    """How far ahead of the machine's clock, and so of the database's `now()`, we are."""
    return _Shift.by


def utc_now() -> datetime:
    return datetime.now(UTC) + _Shift.by

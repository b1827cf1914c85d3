"""Pure: the learner's own days, by their IANA time zone, and the streak over them."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
_zone = lru_cache(maxsize=700)(ZoneInfo)


def local_day(now: datetime, timezone: str) -> date:
    return now.astimezone(_zone(timezone)).date()


def current_day(now: datetime, timezone: str, last: date | None) -> date:
    """The local day, but never one before `last`, the day of the last thing that was counted.

    A day that comes twice, as on a flight west, is one day, and its limit is one limit.
    """
    today = local_day(now, timezone)
    return today if last is None else max(today, last)


def end_of(day: date, timezone: str) -> datetime:
    """The moment, in UTC, at which the day after `day` begins."""
    return datetime.combine(day + ONE_DAY, time.min, _zone(timezone)).astimezone(UTC)


def streak_after(streak: int, last: date | None, today: date) -> int:
    """The streak once a set is done `today`; `last` is the day of the last set before it.

    A day that comes twice, as on a flight west, counts once.
    """
    if last is None or last < today - ONE_DAY:
        return 1
    return streak if last >= today else streak + 1


def streak_alive(streak: int, last: date | None, today: date) -> int:
    """The streak to show: 0 once a whole day was missed."""
    return streak if last is not None and last >= today - ONE_DAY else 0

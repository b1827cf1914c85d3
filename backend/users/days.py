"""Pure: the learner's own days, by their IANA time zone."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
_zone = lru_cache(maxsize=700)(ZoneInfo)


def local_day(now: datetime, timezone: str) -> date:
    return now.astimezone(_zone(timezone)).date()


def local_hour(now: datetime, timezone: str) -> int:
    """0 to 23."""
    return now.astimezone(_zone(timezone)).hour


def current_day(now: datetime, timezone: str, last: date | None) -> date:
    """The local day, but never one before `last`, the day of the last thing that was counted.

    A day that comes twice, as on a flight west, is one day, and its limit is one limit.
    """
    today = local_day(now, timezone)
    return today if last is None else max(today, last)


def end_of(day: date, timezone: str) -> datetime:
    """The moment, in UTC, at which the day after `day` begins."""
    return datetime.combine(day + ONE_DAY, time.min, _zone(timezone)).astimezone(UTC)

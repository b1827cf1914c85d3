"""Pure: the learner's own days, by their IANA time zone, and the streak over them."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
_zone = lru_cache(maxsize=700)(ZoneInfo)


def local_day(now: datetime, timezone: str) -> date:
    return now.astimezone(_zone(timezone)).date()


def next_midnight(now: datetime, timezone: str) -> datetime:
    """The moment, in UTC, at which the learner's next day begins."""
    tomorrow = local_day(now, timezone) + ONE_DAY
    return datetime.combine(tomorrow, time.min, _zone(timezone)).astimezone(UTC)


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

"""Pure: which time zones somebody may well live in, one for each local time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

UNKNOWN = "UTC"
MOST = 4
# Where a language says nothing: its readers live in all of these.
SPREAD = ("Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Kolkata")
# One zone of many people for each local time; those who want another have the list.
AROUND = (
    "Pacific/Honolulu",
    "America/Anchorage",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Halifax",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Amsterdam",
    "Europe/Kyiv",
    "Europe/Moscow",
    "Asia/Dubai",
    "Asia/Tashkent",
    "Asia/Kolkata",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Asia/Magadan",
    "Pacific/Auckland",
)


def likely(current: str, guess: str, *, now: datetime) -> list[str]:
    """Four zones whose clocks differ at `now`, from west to east.

    The one that is set, the one that the language suggests, and their neighbours.
    """
    found: dict[timedelta, str] = {}
    for zone in _candidates(current, guess, now):
        if len(found) < MOST:
            found.setdefault(_ahead(zone, now), zone)
    return [found[ahead] for ahead in sorted(found)]


def _candidates(current: str, guess: str, now: datetime) -> Iterator[str]:
    known = [zone for zone in (current, guess) if zone != UNKNOWN] or list(SPREAD)
    yield from known
    yield from sorted(AROUND, key=lambda zone: abs(_ahead(zone, now) - _ahead(known[0], now)))


def _ahead(zone: str, now: datetime) -> timedelta:
    """Of UTC."""
    return now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()

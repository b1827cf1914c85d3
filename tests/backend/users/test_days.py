from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.users.days import current_day, end_of, local_day, local_hour

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("now", "zone", "day", "midnight"),
    [
        ("2026-03-10T12:00", "UTC", "2026-03-10", "2026-03-11T00:00"),
        ("2026-03-10T23:30", "Europe/Moscow", "2026-03-11", "2026-03-11T21:00"),
        ("2026-03-10T03:00", "America/New_York", "2026-03-09", "2026-03-10T04:00"),
        ("2026-03-28T12:00", "Europe/Amsterdam", "2026-03-28", "2026-03-28T23:00"),
        ("2026-03-29T12:00", "Europe/Amsterdam", "2026-03-29", "2026-03-29T22:00"),
        ("2026-10-25T12:00", "Europe/Amsterdam", "2026-10-25", "2026-10-25T23:00"),
        ("2026-03-10T10:30", "Pacific/Kiritimati", "2026-03-11", "2026-03-11T10:00"),
        ("2026-03-10T10:30", "Pacific/Niue", "2026-03-09", "2026-03-10T11:00"),
        ("2026-03-10T18:20", "Asia/Kathmandu", "2026-03-11", "2026-03-11T18:15"),
        # a day whose midnight does not exist: clocks go from 00:00 to 01:00
        ("2026-09-05T12:00", "America/Santiago", "2026-09-05", "2026-09-06T04:00"),
    ],
)
def test_the_local_day_and_its_end(now: str, zone: str, day: str, midnight: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert local_day(moment, zone) == date.fromisoformat(day)
    found = end_of(local_day(moment, zone), zone)
    assert (found, found.tzinfo) == (datetime.fromisoformat(midnight).replace(tzinfo=UTC), UTC)


@pytest.mark.parametrize(
    ("last", "zone", "day"),
    [
        (None, "UTC", MONDAY),
        (MONDAY - DAY, "UTC", MONDAY),
        (MONDAY, "UTC", MONDAY),
        (MONDAY, "Pacific/Niue", MONDAY),
        (MONDAY, "Pacific/Kiritimati", MONDAY + DAY),
    ],
)
def test_days_do_not_go_back(last: date | None, zone: str, day: date) -> None:
    assert current_day(datetime(2026, 3, 9, 10, 30, tzinfo=UTC), zone, last) == day


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/Santiago", "Asia/Tehran", "UTC"])
def test_midnight_is_the_first_moment_of_the_next_day_all_year(zone: str) -> None:
    now = datetime(2026, 1, 1, 0, 30, tzinfo=UTC)
    for hours in range(0, 24 * 365, 5):
        moment = now + timedelta(hours=hours)
        midnight = end_of(local_day(moment, zone), zone)
        assert moment < midnight <= moment + timedelta(hours=25)
        assert local_day(midnight, zone) == local_day(moment, zone) + DAY
        assert midnight.astimezone(ZoneInfo(zone)).hour in (0, 1)


@pytest.mark.parametrize(
    ("now", "zone", "hour"),
    [
        ("2026-03-10T07:59", "UTC", 7),
        ("2026-03-28T08:30", "Europe/Amsterdam", 9),
        ("2026-03-29T08:30", "Europe/Amsterdam", 10),
        ("2026-03-10T02:20", "Asia/Kathmandu", 8),
    ],
)
def test_the_local_hour(now: str, zone: str, hour: int) -> None:
    assert local_hour(datetime.fromisoformat(now).replace(tzinfo=UTC), zone) == hour

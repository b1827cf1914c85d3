from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from backend.jobs.timetable import Cron, Every, Rhythm, columns_of, next_run, rhythm_of


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


DAILY = Cron("30 2 * * *", "Europe/Amsterdam")
HOURLY = Cron("0 * * * *", "Europe/Amsterdam")
MORNING = Cron("0 9 * * MON", "Asia/Tokyo")


class TestNextRun:
    @pytest.mark.parametrize(
        ("rhythm", "after", "expected"),
        [
            # 29 March 2026: at 02:00 the clock in Amsterdam goes to 03:00, and there is no 02:30.
            (DAILY, "2026-03-28T00:00", "2026-03-28T01:30"),
            (DAILY, "2026-03-28T01:30", "2026-03-29T01:00"),
            (DAILY, "2026-03-29T01:00", "2026-03-30T00:30"),
            # 25 October 2026: at 03:00 it goes back to 02:00, and there are two 02:30.
            (DAILY, "2026-10-24T00:30", "2026-10-25T00:30"),
            (DAILY, "2026-10-25T00:30", "2026-10-26T01:30"),
            (DAILY, "2026-10-25T01:15", "2026-10-26T01:30"),
            # An hourly one misses no hour and repeats none, in either night.
            (HOURLY, "2026-03-29T00:00", "2026-03-29T01:00"),
            (HOURLY, "2026-03-29T01:00", "2026-03-29T02:00"),
            (HOURLY, "2026-10-25T00:00", "2026-10-25T01:00"),
            (HOURLY, "2026-10-25T01:00", "2026-10-25T02:00"),
            (MORNING, "2026-01-01T00:00", "2026-01-05T00:00"),
            (Cron("0 12 29 2 *"), "2026-01-01T00:00", "2028-02-29T12:00"),
            (Every(timedelta(minutes=15)), "2026-01-01T00:00", "2026-01-01T00:15"),
            (Every(timedelta(minutes=15)), "2026-01-01T00:07", "2026-01-01T00:15"),
        ],
    )
    def test_follows_the_local_clock(self, rhythm: Rhythm, after: str, expected: str) -> None:
        assert next_run(rhythm, after=at(after)) == at(expected)

    @pytest.mark.parametrize(
        "zone", ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe"]
    )
    def test_happens_once_on_each_local_day_of_a_year(self, zone: str) -> None:
        moment, days = at("2026-01-01T12:00"), []
        for _ in range(365):
            moment = next_run(Cron("15 2 * * *", zone), after=moment)
            days.append(moment)
        assert len({day.date() for day in days}) == 365
        assert max(b - a for a, b in pairwise(days)) <= timedelta(hours=25)

    def test_skips_what_was_missed(self) -> None:
        assert next_run(HOURLY, after=at("2026-07-01T10:59")) == at("2026-07-01T11:00")


@pytest.mark.parametrize("rhythm", [DAILY, Every(timedelta(seconds=90))])
def test_a_rhythm_is_kept_in_columns_and_read_back(rhythm: Rhythm) -> None:
    assert rhythm_of(**columns_of(rhythm)) == rhythm

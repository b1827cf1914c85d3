from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.backend.lessons.walking import DAY, HOUR, MINUTE, Learner


class TestTheStreak:
    def test_grows_once_a_day_with_the_first_set(self) -> None:
        learner = Learner()
        learner.a_set()
        assert (learner.today.streak, learner.rhythm.streak_grew) == (1, True)
        learner.a_set()
        assert (learner.today.streak, learner.rhythm.streak_grew) == (1, False)
        learner.now += DAY
        learner.a_set()
        assert (learner.today.streak, learner.rhythm.streak_grew) == (2, True)

    def test_needs_a_whole_set(self) -> None:
        learner = Learner()
        learner.ask()
        for _ in range(4):
            learner.answer()
        assert learner.today.streak == 0

    @pytest.mark.parametrize(("missed", "streak", "left"), [(1, 6, 2), (2, 6, 2), (5, 1, 0)])
    def test_outlives_as_many_missed_days_as_there_are_freezes(
        self, missed: int, streak: int, left: int
    ) -> None:
        learner = Learner()
        for _ in range(5):
            learner.a_set()
            learner.now += DAY - 5 * MINUTE
        learner.now += missed * DAY
        learner.a_set()
        run = learner.today.run
        assert (run.length, run.best, run.freezes) == (streak, max(streak, 5), left)

    @pytest.mark.parametrize("zone", ["Europe/Moscow", "America/New_York", "Asia/Kathmandu"])
    def test_counts_a_set_before_and_one_after_local_midnight_as_two_days(self, zone: str) -> None:
        late = datetime(2026, 3, 9, 23, 59, 30, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        learner = Learner(now=late - 5 * MINUTE, zone=zone)
        learner.a_set()
        assert (learner.now, learner.today.streak) == (late, 1)
        learner.now += timedelta(seconds=90) - 5 * MINUTE  # to end at 00:01
        learner.a_set()
        assert (learner.today.streak, learner.today.run.freezes) == (2, 3)

    @pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "Pacific/Apia"])
    def test_grows_through_every_day_of_a_year_whatever_the_clocks_do(self, zone: str) -> None:
        learner = Learner(now=datetime(2026, 1, 1, 11, 30, tzinfo=UTC), zone=zone)
        for _ in range(365):
            learner.a_set()
            learner.now += DAY - 5 * MINUTE
        assert learner.today.streak == 365

    @pytest.mark.parametrize(
        ("night", "zone"),
        [
            (datetime(2026, 3, 29, tzinfo=UTC), "Europe/Amsterdam"),  # 23 hours
            (datetime(2026, 10, 25, tzinfo=UTC), "Europe/Amsterdam"),  # 25 hours
            (datetime(2026, 3, 8, 7, tzinfo=UTC), "America/New_York"),
            (datetime(2026, 11, 1, 6, tzinfo=UTC), "America/New_York"),
        ],
    )
    def test_a_day_of_23_or_25_hours_is_a_day(self, night: datetime, zone: str) -> None:
        learner = Learner(now=night - 12 * HOUR, zone=zone)
        for _ in range(3):
            learner.a_set()
            learner.now += DAY - 5 * MINUTE
        assert learner.today.streak == 3

    def test_a_flight_west_counts_the_day_that_comes_twice_once(self) -> None:
        learner = Learner(now=datetime(2026, 3, 9, 12, tzinfo=UTC), zone="Asia/Tokyo")
        learner.a_set()
        learner.now += DAY
        learner.a_set()
        learner.zone, learner.now = "America/Los_Angeles", learner.now + 4 * HOUR
        learner.a_set()
        assert learner.today.streak == 2
        learner.now += DAY
        learner.a_set()
        assert learner.today.streak == 3

    def test_a_day_before_the_last_one_does_not_make_room_for_it_again(self) -> None:
        learner = Learner(now=datetime(2026, 3, 9, 16, tzinfo=UTC), zone="Asia/Tokyo")
        learner.a_set()  # on the 10th
        learner.zone, learner.now = "America/Los_Angeles", learner.now + 4 * HOUR
        streaks = []
        for _ in range(3):  # the 9th, the 10th, the 11th
            learner.a_set()
            streaks.append(learner.today.streak)
            learner.now += DAY
        assert streaks == [1, 1, 2]

    def test_a_flight_east_over_a_date_keeps_the_streak(self) -> None:
        learner = Learner(now=datetime(2026, 3, 9, 20, tzinfo=UTC), zone="America/Los_Angeles")
        learner.a_set()
        learner.zone, learner.now = "Asia/Tokyo", learner.now + 12 * HOUR
        learner.a_set()
        assert learner.today.streak == 2

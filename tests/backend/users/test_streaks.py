from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from backend.users.streaks import (
    News,
    Streak,
    after_set,
    columns_of,
    grows,
    news,
    settled,
    streak_of,
)

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 9)
ZONE = "America/New_York"


def run(*, days_ago: int, freezes: int = 2, length: int = 47, earned: int = 0) -> Streak:
    """A streak whose last set was so many days before MONDAY, and last freeze, `earned` days."""
    return Streak(length, max(length, 47), MONDAY - days_ago * DAY, freezes, MONDAY - earned * DAY)


@pytest.mark.parametrize(
    ("days_ago", "freezes", "length", "left", "frozen"),
    [
        (0, 2, 47, 2, None),
        (1, 2, 47, 2, None),
        (2, 2, 47, 1, 1),  # missed one
        (2, 0, 0, 0, None),
        (3, 2, 47, 0, 1),
        (4, 2, 0, 0, 2),  # missed three with two
        (4, 3, 47, 0, 1),  # the same in the first week
        (300, 2, 0, 0, 298),
        (-1, 2, 47, 2, None),  # the day that comes twice on a flight west
    ],
)
def test_every_missed_day_costs_a_freeze_until_there_is_none(
    days_ago: int, freezes: int, length: int, left: int, frozen: int | None
) -> None:
    found = settled(run(days_ago=days_ago, freezes=freezes), MONDAY)
    assert (found.length, found.best, found.freezes) == (length, 47, left)
    assert found.frozen_day == (None if frozen is None else MONDAY - frozen * DAY)


def test_a_day_that_was_bridged_is_not_paid_for_again() -> None:
    once = settled(run(days_ago=2), MONDAY)
    assert settled(once, MONDAY) == once
    assert settled(once, MONDAY + DAY).freezes == once.freezes - 1


@pytest.mark.parametrize(
    ("freezes", "days", "found"),
    [
        (3, 6, 3),  # the first week
        (3, 7, 2),
        (2, 7, 2),
        (1, 7, 2),
        (0, 6, 0),
        (0, 7, 1),
        (0, 13, 1),
        (0, 14, 2),
        (0, 700, 2),
    ],
)
def test_a_freeze_is_earned_in_seven_days_and_two_at_most_are_kept(
    freezes: int, days: int, found: int
) -> None:
    before = run(days_ago=1, freezes=freezes, earned=days)
    assert settled(before, MONDAY).freezes == found


def test_the_first_week_begins_with_the_first_set() -> None:
    assert settled(Streak(), MONDAY) == Streak()
    begun = after_set(settled(Streak(), MONDAY), MONDAY)
    assert begun == Streak(1, 1, MONDAY, 3, MONDAY)
    assert begun.is_first_set
    assert not after_set(begun, MONDAY + DAY).is_first_set
    assert not after_set(begun, MONDAY + 300 * DAY).is_first_set


def test_who_had_a_streak_before_there_were_freezes_begins_no_first_week_again() -> None:
    before = Streak(length=0, best=12, day=MONDAY - 30 * DAY)
    begun = after_set(settled(before, MONDAY), MONDAY)
    assert (begun.length, begun.freeze_day) == (1, MONDAY)
    assert not begun.is_first_set


def test_a_freeze_that_is_earned_on_the_missed_day_bridges_it() -> None:
    before = run(days_ago=2, freezes=0, earned=8)
    found = settled(before, MONDAY)
    assert (found.length, found.freezes) == (47, 0)


@pytest.mark.parametrize(
    ("days_ago", "freezes", "length", "grew"),
    [(0, 2, 47, False), (1, 2, 48, True), (2, 2, 48, True), (4, 2, 1, True), (-1, 2, 47, False)],
)
def test_a_set_makes_it_longer_once_a_day(
    days_ago: int, freezes: int, length: int, grew: bool
) -> None:
    before = run(days_ago=days_ago, freezes=freezes)
    assert grows(before, MONDAY) is grew
    found = after_set(before, MONDAY)
    assert (found.length, found.best) == (length, max(47, length))


def test_settling_on_the_way_changes_nothing_whatever_the_days() -> None:
    chance = Random(7)
    for _ in range(2000):
        it = run(
            days_ago=chance.randrange(12),
            freezes=chance.randrange(4),
            length=chance.randrange(3),
            earned=chance.randrange(20),
        )
        looked = it
        for days in sorted(chance.randrange(20) for _ in range(4)):
            looked = settled(looked, MONDAY + days * DAY)
        end = MONDAY + 20 * DAY
        assert settled(looked, end) == settled(it, end)


class TestNews:
    """On MONDAY morning in New York, of Sunday."""

    def test_of_a_day_that_a_freeze_covered(self) -> None:
        assert self.at("08:00") == News(MONDAY - DAY, True, 47, 47, 1)

    def test_of_a_streak_that_ended(self) -> None:
        found = self.at("09:59", freezes=0)
        assert found == News(MONDAY - DAY, False, 47, 47, 0)

    def test_is_the_same_whether_or_not_somebody_looked_meanwhile(self) -> None:
        looked = settled(run(days_ago=2), MONDAY)
        assert self.at("08:30", it=looked) == self.at("08:30")

    @pytest.mark.parametrize("time", ["00:05", "07:59", "10:00", "23:59"])
    def test_waits_for_the_local_morning(self, time: str) -> None:
        assert self.at(time) is None

    @pytest.mark.parametrize("days_ago", [-1, 0, 1])
    def test_is_not_there_where_no_day_was_missed(self, days_ago: int) -> None:
        assert self.at("08:30", days_ago=days_ago) is None

    def test_comes_once_for_one_day(self) -> None:
        assert self.at("08:30", told=MONDAY - DAY) is None
        assert self.at("08:30", told=MONDAY - 2 * DAY) is not None

    def test_is_not_told_to_who_was_told_of_the_day_after_it_further_east(self) -> None:
        assert self.at("08:30", told=MONDAY) is None

    def test_is_not_told_to_who_is_back(self) -> None:
        assert self.at("08:30", seen=MONDAY) is None
        assert self.at("08:30", seen=MONDAY - DAY) is not None

    def test_of_what_ended_days_ago_is_no_news(self) -> None:
        assert self.at("08:30", days_ago=5, freezes=0) is None
        assert self.at("08:30", days_ago=30) is None
        assert self.at("08:30", it=Streak()) is None

    @pytest.mark.parametrize(
        ("night", "zone"),
        [
            (date(2026, 3, 8), "America/New_York"),  # 23 hours
            (date(2026, 11, 1), "America/New_York"),  # 25 hours
            (date(2026, 3, 29), "Europe/Amsterdam"),
        ],
    )
    def test_keeps_local_time_when_the_clocks_change(self, night: date, zone: str) -> None:
        it = replace(run(days_ago=0), day=night - 2 * DAY, freeze_day=night - 3 * DAY)
        hours = [
            hour
            for hour in range(24)
            if news(
                it,
                seen=None,
                told=None,
                now=datetime(night.year, night.month, night.day, hour, 3, tzinfo=ZoneInfo(zone)),
                timezone=zone,
            )
        ]
        assert hours == [8, 9]

    def at(
        self,
        time: str,
        *,
        it: Streak | None = None,
        days_ago: int = 2,
        freezes: int = 2,
        told: date | None = None,
        seen: date | None = None,
    ) -> News | None:
        local = datetime.fromisoformat(f"{MONDAY}T{time}").replace(tzinfo=ZoneInfo(ZONE))
        streak = it or run(days_ago=days_ago, freezes=freezes)
        return news(streak, seen=seen, told=told, now=local.astimezone(UTC), timezone=ZONE)


def test_columns_come_back_the_same() -> None:
    class Row:
        pass

    row, it = Row(), settled(run(days_ago=2), MONDAY)
    vars(row).update(columns_of(it))
    assert streak_of(row) == it

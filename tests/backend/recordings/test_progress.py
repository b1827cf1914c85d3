"""How reading aloud has changed, from its scores alone."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.recordings.progress import LEAST, MOST, Reading, trend

BEGAN = datetime(2026, 10, 1, 12, tzinfo=UTC)


def readings(*totals: float, every: timedelta = timedelta(days=1)) -> list[Reading]:
    return [Reading(total, BEGAN + n * every) for n, total in enumerate(totals)]


class TestTrend:
    def test_of_nothing_there_is_none(self) -> None:
        assert trend([]) is None

    @pytest.mark.parametrize("count", range(1, LEAST))
    def test_of_a_few_only_their_number_is_told(self, count: int) -> None:
        found = trend(readings(*[80.0] * count))
        assert found is not None
        assert (found.readings, found.before, found.now) == (count, None, None)

    def test_holds_the_first_against_the_last(self) -> None:
        found = trend(readings(70, 72, 74, 76, 78, 80, 82, 84, 86))
        assert found is not None
        assert (found.before, found.now, found.days, found.readings) == (72, 84, 8, 9)

    def test_in_whatever_order_they_come(self) -> None:
        those = readings(70, 72, 74, 76, 78, 80)
        assert trend(those[::-1]) == trend(those)

    def test_one_bad_day_changes_nothing(self) -> None:
        steady = trend(readings(*[80.0] * 12))
        slipped = trend(readings(*[80.0] * 11, 5))
        assert steady == slipped

    def test_tells_of_what_has_become_worse_too(self) -> None:
        found = trend(readings(90, 90, 88, 80, 70, 70))
        assert found is not None
        assert (found.before, found.now) == (90, 70)

    def test_what_is_long_ago_does_not_count(self) -> None:
        old = [Reading(10, BEGAN - timedelta(days=200 + n)) for n in range(9)]
        found = trend([*old, *readings(70, 70, 75, 80, 80)])
        assert found is not None
        assert (found.before, found.readings) == (70, 5)

    def test_looks_at_so_many_and_no_more(self) -> None:
        found = trend(readings(*[10.0] * 50, *[80.0] * MOST, every=timedelta(hours=1)))
        assert found is not None
        assert (found.before, found.now, found.readings) == (80, 80, MOST)

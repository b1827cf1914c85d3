from datetime import timedelta

import pytest

from backend.jobs.backoff import LONGEST, delay


class TestDelay:
    @pytest.mark.parametrize(("attempt", "seconds"), [(1, 1), (2, 2), (3, 4), (4, 8), (9, 256)])
    def test_doubles_with_each_attempt(self, attempt: int, seconds: int) -> None:
        assert delay(attempt, chance=1.0) == timedelta(seconds=seconds)

    def test_is_half_left_to_chance(self) -> None:
        assert delay(3, chance=0.0) == timedelta(seconds=2)
        assert delay(3, chance=0.5) == timedelta(seconds=3)

    @pytest.mark.parametrize("attempt", [11, 100, 10**9])
    def test_never_passes_the_longest(self, attempt: int) -> None:
        assert delay(attempt, chance=1.0) == LONGEST

    @pytest.mark.parametrize("attempt", [0, -3])
    def test_is_the_first_one_before_any_attempt(self, attempt: int) -> None:
        assert delay(attempt, chance=1.0) == timedelta(seconds=1)

from datetime import UTC, date, datetime, timedelta

import pytest

from backend.reviews.knowing import strength
from backend.reviews.scheduling import Remembered

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def memory(stability: float, days_ago: int = 0) -> Remembered:
    then = NOW - timedelta(days=days_ago)
    return Remembered(stability, 5.0, then + timedelta(days=stability), then, date(2026, 3, 1))


def test_what_was_never_met_has_none() -> None:
    assert strength(None, NOW) == 0


@pytest.mark.parametrize(("stability", "steps"), [(0.5, 1), (6.9, 1), (7, 2), (20.9, 2), (21, 3)])
def test_grows_with_what_lasts(stability: float, steps: int) -> None:
    assert strength(memory(stability), NOW) == steps


def test_fades_by_one_step_and_never_to_none() -> None:
    assert strength(memory(21, days_ago=400), NOW) == 2
    assert strength(memory(1, days_ago=400), NOW) == 1

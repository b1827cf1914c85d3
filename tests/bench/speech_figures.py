"""Figures of merit of scores, with intervals over speakers: a voice is in all or in none."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

RESAMPLED = 1000
_SEED = 20
Floats = NDArray[np.float64]


class Figure(NamedTuple):
    """A value with its interval of 95 %, by resampling speakers."""

    value: float
    low: float
    high: float


def correlation(one: Floats, other: Floats) -> float:
    """Pearson's; nothing where either does not vary."""
    if len(one) < 2 or not one.std() or not other.std():
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def precision(flagged: Floats, wrong: Floats) -> float:
    return float(wrong[flagged > 0].mean()) if (flagged > 0).any() else 0.0


def recall(flagged: Floats, wrong: Floats) -> float:
    return float(flagged[wrong > 0].mean()) if (wrong > 0).any() else 0.0


def absolute_error(one: Floats, other: Floats) -> float:
    return float(np.abs(one - other).mean()) if len(one) else 0.0


def with_interval(
    measure: Callable[[Floats, Floats], float],
    one: Sequence[float],
    other: Sequence[float],
    speakers: Sequence[str],
) -> Figure:
    first, second = np.array(one, float), np.array(other, float)
    again = [measure(first[rows], second[rows]) for rows in _resampled(speakers)]
    low, high = np.percentile(again, [2.5, 97.5])
    return Figure(measure(first, second), float(low), float(high))


def _resampled(speakers: Sequence[str]) -> Iterator[NDArray[np.intp]]:
    chance, told = np.random.default_rng(_SEED), np.array(speakers)
    rows = [np.flatnonzero(told == name) for name in sorted(set(speakers))]
    for _ in range(RESAMPLED):
        yield np.concatenate([rows[at] for at in chance.integers(0, len(rows), len(rows))])

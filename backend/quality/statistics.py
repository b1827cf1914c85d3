"""Pure: shares and correlations with their bounds, from counts and sums."""

from math import atanh, sqrt, tanh
from typing import NamedTuple


class Bounds(NamedTuple):
    """Between these the true value lies, as sure as the `z` they were asked for with."""

    low: float
    high: float


NOTHING_KNOWN = Bounds(0.0, 1.0)
FEWEST_FOR_CORRELATION = 4


def share(hits: int, of: int, *, z: float) -> Bounds:
    """Wilson's interval for a share. `z` in standard deviations: 1.96 for 95 %.

    Raises ValueError where there are more hits than trials. Source: Wilson, "Probable inference,
    the law of succession, and statistical inference" (1927).
    """
    if not 0 <= hits <= of:
        raise ValueError(f"{hits} of {of} is no share")
    if of == 0:
        return NOTHING_KNOWN
    seen = hits / of
    middle = (seen + z * z / (2 * of)) / (1 + z * z / of)
    reach = z * sqrt(seen * (1 - seen) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return Bounds(max(middle - reach, 0.0), min(middle + reach, 1.0))


class Abilities(NamedTuple):
    """Sums over answers: of the learners' abilities, their squares, and those that were right."""

    total: float = 0.0
    squares: float = 0.0
    of_right: float = 0.0


def discrimination(answers: int, right: int, abilities: Abilities) -> float | None:
    """How far abler learners are right more often: the point-biserial correlation, -1 to 1.

    None where all were right, all wrong, or all are equally able.
    """
    spread = answers * abilities.squares - abilities.total**2
    mixed = right * (answers - right)
    if mixed <= 0 or spread <= 1e-9 * max(answers * abilities.squares, 1.0):
        return None
    together = answers * abilities.of_right - right * abilities.total
    return max(min(together / sqrt(mixed * spread), 1.0), -1.0)


def correlation(found: float, of: int, *, z: float) -> Bounds:
    """Fisher's interval for a correlation that was found in so many pairs."""
    if of < FEWEST_FOR_CORRELATION:
        return Bounds(-1.0, 1.0)
    middle, reach = atanh(max(min(found, 0.999_999), -0.999_999)), z / sqrt(of - 3)
    return Bounds(tanh(middle - reach), tanh(middle + reach))

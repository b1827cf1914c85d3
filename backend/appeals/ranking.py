"""Pure: which appeal is looked at first."""

from collections.abc import Mapping
from math import log2

from backend.exercises.grading import Defensible

# Four people weigh as much as a model's yes; an answer that comes near as one person more.
_BY_OPINION: Mapping[Defensible | None, float] = {
    Defensible.yes: 2.0,
    Defensible.unsure: 0.5,
    None: 0.0,
    Defensible.no: -1.5,
}


def score(*, people: int, closeness: float, opinion: Defensible | None) -> float:
    """The higher, the more likely it is right, and the more people wait for it.

    `closeness` to an accepted answer is 0 to 1.
    """
    return round(log2(1 + people) + 2 * closeness + _BY_OPINION[opinion], 6)

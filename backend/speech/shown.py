"""From what a regression finds to what is shown of it: a curve that only rises.

Experts seldom give their highest mark, and a ridge regression keeps near their mean: a reading
without a fault comes out at 8.5 to 9.5 of 10. Whoever reads like that is shown the full mark.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self


@dataclass(frozen=True)
class Shown:
    """Points (found, shown), straight lines between them; beyond the first and the last, level."""

    points: tuple[tuple[float, float], ...]

    @classmethod
    def read(cls, told: Sequence[Sequence[float]]) -> Self:
        """Raises ValueError for a curve that falls or stands still between its points."""
        points = tuple((float(found), float(shown)) for found, shown in told)
        rising = all(a < c and b < d for (a, b), (c, d) in pairwise(points))
        if not points[1:] or not rising:
            raise ValueError(f"no rising curve: {told!r}")
        return cls(points)

    def told(self) -> list[list[float]]:
        """What `read` reads."""
        return [[round(one, 3) for one in point] for point in self.points]

    def value(self, found: float) -> float:
        after = bisect_right(self.points, found, key=lambda point: point[0])
        if after in (0, len(self.points)):
            return self.points[min(after, len(self.points) - 1)][1]
        (low, shown), (high, top) = self.points[after - 1 : after + 1]
        return shown + (top - shown) * (found - low) / (high - low)


PLAIN = Shown(((0.0, 0.0), (10.0, 10.0)))  # as it is found

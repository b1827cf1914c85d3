"""The CEFR levels, in their order."""

from enum import StrEnum


class Level(StrEnum):
    a1 = "A1"
    a2 = "A2"
    b1 = "B1"
    b2 = "B2"
    c1 = "C1"
    c2 = "C2"

    @property
    def rank(self) -> int:
        """0 for A1 … 5 for C2."""
        return list(Level).index(self)

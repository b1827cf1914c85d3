"""Pure words about points: what can be learnt and forgotten."""

from enum import StrEnum


class PointKind(StrEnum):
    skill = "skill"
    lemma = "lemma"

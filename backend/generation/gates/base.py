"""What a gate is given. It answers with reasons: none, and the draft has passed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from backend.catalogue.schemas import Item
from backend.kit.levels import Level


class Neighbour(NamedTuple):
    """An exercise of the stock that may be alike: its kind and the words of its model answer."""

    exercise_id: int
    kind: str
    line: str


@dataclass(frozen=True)
class Context:
    """What a draft is judged by besides itself.

    `known` are the words that the course teaches, in small letters; `neighbours` what the index of
    fingerprints found.
    """

    language: str
    level: Level
    known: frozenset[str] = frozenset()
    neighbours: tuple[Neighbour, ...] = ()


Reasons: TypeAlias = list[str]
Gate: TypeAlias = Callable[[Item, Context], Reasons]

"""The gates that need no model, the cheapest first."""

from collections.abc import Iterator
from typing import NamedTuple

from backend.catalogue.schemas import Item
from backend.generation.gates.alike import alike
from backend.generation.gates.base import Context, Gate
from backend.generation.gates.explanations import explanations
from backend.generation.gates.key import key
from backend.generation.gates.language import language
from backend.generation.gates.level import level
from backend.generation.gates.limits import limits
from backend.generation.gates.sayable import sayable
from backend.generation.gates.tells import tells

SCHEMA, SOLVED, UNREAD, TRUE = "schema", "solved", "unread", "true"
"""The first gate, where a draft becomes an exercise, and those that ask a critic."""

GATES: dict[str, Gate] = {
    "limits": limits,
    "sayable": sayable,
    "language": language,
    "level": level,
    "key": key,
    "tells": tells,
    "explanations": explanations,
    "alike": alike,
}


class Stopped(NamedTuple):
    """By which gate, and why."""

    gate: str
    reasons: list[str]


def stopped(item: Item, context: Context) -> Stopped | None:
    """By the first gate that has a reason; None where it has passed them all."""
    return next(_stops(item, context), None)


def _stops(item: Item, context: Context) -> Iterator[Stopped]:
    for name, gate in GATES.items():
        if reasons := gate(item, context):
            yield Stopped(name, reasons)

"""Pure: what a measure of a course says."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Fault(NamedTuple):
    """`key` is an exercise's, a text's or a skill's, or "" for the whole course."""

    key: str
    text: str


@dataclass(frozen=True)
class Measure:
    """One line of the table: what was found, and the limit where something is promised.

    Whatever breaks the limit is a fault, told with its key so that an editor can mend it.
    """

    name: str
    value: str
    limit: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def met(self) -> bool:
        return not self.faults


def measured(name: str, value: object, limit: str = "", faults: Iterable[Fault] = ()) -> Measure:
    return Measure(name, str(value), limit, tuple(faults))


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"

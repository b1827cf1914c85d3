"""What a benchmark says: results on standard output, progress on standard error."""

import sys
from collections.abc import Callable
from operator import ge, le
from typing import NamedTuple

import orjson


class Target(NamedTuple):
    """What is promised: a value that `holds(value, bound)`."""

    bound: float
    holds: Callable[[float, float], bool]


def at_least(bound: float) -> Target:
    return Target(bound, ge)


def at_most(bound: float) -> Target:
    return Target(bound, le)


class Reporter:
    """Prints the results of one benchmark as they come."""

    def __init__(self, bench: str) -> None:
        self._bench = bench

    def __call__(  # the fields of a line, in their order
        self, case: str, metric: str, value: float, unit: str, target: Target | None = None
    ) -> None:
        line = {
            "bench": self._bench,
            "case": case,
            "metric": metric,
            "value": round(value, 4),
            "unit": unit,
            "target": None if target is None else target.bound,
            "met": None if target is None else target.holds(value, target.bound),
        }
        print(orjson.dumps(line).decode(), flush=True)


def progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)

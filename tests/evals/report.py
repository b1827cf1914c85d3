"""What an evaluation says: a figure a line, as JSON."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import orjson

Report: TypeAlias = Callable[[str, str, float], None]


def printed(case: str, metric: str, value: float) -> None:
    line = {"eval": case, "metric": metric, "value": round(value, 4)}
    print(orjson.dumps(line).decode(), flush=True)


def share(each: Iterable[bool]) -> float:
    """Of all, 0 to 1; 0 of nothing."""
    found = list(each)
    return sum(found) / len(found) if found else 0.0

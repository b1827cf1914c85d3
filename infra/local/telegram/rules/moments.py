"""The `date_time` entity: a moment, and how each reader's client is to draw it."""

import re
from typing import Any

# Relative; or a weekday, a short or long date and a short or long time, in this order.
SHAPE = re.compile(r"r|w?[dD]?[tT]?")
UNIX = re.compile(r"\d{1,10}")
LATEST = 2**31 - 1


def is_moment(unix_time: int) -> bool:
    return 0 < unix_time <= LATEST


def is_shape(shape: object) -> bool:
    return isinstance(shape, str) and SHAPE.fullmatch(shape) is not None


def moment_of(unix: str | None, shape: str) -> dict[str, Any] | None:
    """The entity's fields out of markup, `None` when a value is wrong.

    An empty shape leaves the text as it is written and only adds the moment to it.
    """
    if unix is None or not UNIX.fullmatch(unix):
        return None
    if not is_moment(int(unix)) or not is_shape(shape):
        return None
    return {"unix_time": int(unix), **({"date_time_format": shape} if shape else {})}

"""Pure: how reading aloud has changed over some weeks.

One sentence is harder to say than another, and one ear more patient: only the middle of several
readings tells anything, and a point or two tell nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from backend.exercises.aloud import Trend

MOST = 40  # readings that are looked at
LEAST = 5  # of which anything can be told
SPAN = timedelta(weeks=8)  # what was read before is long ago
MOST_AT_AN_END = 10


class Reading(NamedTuple):
    """The total score of a sentence, from 0 to 100, and when it was heard."""

    total: float
    at: datetime


def trend(readings: Sequence[Reading]) -> Trend | None:
    """`readings` in any order; None where there are none. The middle one of the first third is
    held against the middle one of the last."""
    known = sorted(readings, key=lambda one: one.at)[-MOST:]
    if not known:
        return None
    recent = [one for one in known if known[-1].at - one.at <= SPAN]
    if len(recent) < LEAST:
        return Trend(readings=len(recent))
    size = min(max(len(recent) // 3, 2), MOST_AT_AN_END)
    return Trend(
        readings=len(recent),
        days=(recent[-1].at - recent[0].at).days,
        before=_middle(recent[:size]),
        now=_middle(recent[-size:]),
    )


def _middle(readings: Sequence[Reading]) -> int:
    return round(median(one.total for one in readings))

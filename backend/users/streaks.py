"""Pure: the streak of days with a set done, and the freezes that bridge missed ones by themselves.

Whoever looks at a streak, or counts on it, looks at it `settled`: each whole day that was missed
has then cost a freeze, or ended it. Settling often comes to the same as settling once.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from backend.users.days import ONE_DAY, local_day, local_hour

FIRST_WEEK = 3  # freezes that everybody begins with
MOST_FREEZES = 2  # later
WEEK = timedelta(days=7)
MORNING = range(8, 10)  # local hours in which somebody is told of yesterday


@dataclass(frozen=True)
class Streak:
    """`length` in local days with a set, bridged days not counted; `day` is that of the last set.

    The last freeze was earned on `freeze_day` and has bridged `frozen_day`; `freeze_day` begins as
    the day of the very first set.
    """

    length: int = 0
    best: int = 0
    day: date | None = None
    freezes: int = FIRST_WEEK
    freeze_day: date | None = None
    frozen_day: date | None = None

    @property
    def covered(self) -> date:
        """The last day that was practised or bridged. Only for a streak that has begun."""
        assert self.day is not None
        return self.day if self.frozen_day is None else max(self.day, self.frozen_day)

    @property
    def is_first_set(self) -> bool:
        """Whether the set that was just done is the first that this person ever did."""
        fresh = self.freezes == FIRST_WEEK and self.length == self.best == 1
        return fresh and self.freeze_day is not None and self.freeze_day == self.day


@dataclass(frozen=True)
class News:
    """What there is to tell in the morning: the missed day, and what became of the streak.

    `freezes` are left; `kept` says whether the day was bridged.
    """

    day: date
    kept: bool
    length: int
    best: int
    freezes: int


def settled(it: Streak, today: date) -> Streak:
    """As `today` finds it: every missed day before it has been bridged, or has ended the streak."""
    while it.length and it.covered < today - ONE_DAY:
        missed = it.covered + ONE_DAY
        it = _earned(it, missed)
        if it.freezes:
            it = replace(it, freezes=it.freezes - 1, frozen_day=missed)
        else:
            it = replace(it, length=0)
    return _earned(it, today)


def _earned(it: Streak, today: date) -> Streak:
    """One freeze more for every seven days; what the first week leaves over MOST is lost then."""
    weeks = 0 if it.freeze_day is None else (today - it.freeze_day) // WEEK
    if weeks <= 0 or it.freeze_day is None:
        return it
    freezes = min(it.freezes + weeks, MOST_FREEZES)
    return replace(it, freezes=freezes, freeze_day=it.freeze_day + weeks * WEEK)


def grows(it: Streak, today: date) -> bool:
    """Whether a set `today` is the first of its day. A day that comes twice counts once."""
    return it.day is None or it.day < today


def after_set(it: Streak, today: date) -> Streak:
    """Once a set is done `today`."""
    it = settled(it, today)
    if not grows(it, today):
        return it
    length = it.length + 1
    first = it.freeze_day or today
    return replace(it, length=length, best=max(it.best, length), day=today, freeze_day=first)


def news(
    it: Streak, *, seen: date | None, told: date | None, now: datetime, timezone: str
) -> News | None:
    """What to tell at `now`, if anything: in the morning, of yesterday, once, to who is not back.

    `it` is the streak as it was left; `seen` the day on which the person was last seen practising,
    `told` the day of which they were last told.
    """
    today = local_day(now, timezone)
    missed = today - ONE_DAY
    away = it.day is not None and it.day < missed and (seen is None or seen < today)
    is_told = told is not None and told >= missed  # of a later day, on a flight west
    if not away or is_told or local_hour(now, timezone) not in MORNING:
        return None
    if not settled(it, missed).length:  # it has ended before, or there was none
        return None
    found = settled(it, today)
    return News(missed, bool(found.length), it.length, found.best, found.freezes)


def streak_of(row: Any) -> Streak:
    """Out of a row of `users`, or one that has the same columns."""
    return Streak(
        length=row.streak,
        best=row.best_streak,
        day=row.streak_day,
        freezes=row.freezes,
        freeze_day=row.freeze_day,
        frozen_day=row.frozen_day,
    )


def columns_of(it: Streak) -> dict[str, Any]:
    """What `streak_of` reads back."""
    return {
        "streak": it.length,
        "best_streak": it.best,
        "streak_day": it.day,
        "freezes": it.freezes,
        "freeze_day": it.freeze_day,
        "frozen_day": it.frozen_day,
    }

"""Pure: the life of a pattern, from the first correction to the days on which it was right."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from backend.reviews.mistakes import MistakeState

RESOLVING_DAYS = 3


@dataclass(frozen=True)
class Life:
    """`times` it was corrected, the last time at `happened_at`; since then it was right on
    `right_days` different days, the last of them `right_day`."""

    state: MistakeState
    times: int
    happened_at: datetime
    right_days: int = 0
    right_day: date | None = None


def after_wrong(life: Life | None, *, now: datetime) -> Life:
    if life is None:
        return Life(MistakeState.new, 1, now)
    relapsed = life.state is MistakeState.resolved
    state = MistakeState.relapsed if relapsed else MistakeState.recurring
    return Life(state, life.times + 1, now)


def after_right(life: Life, days: Iterable[date]) -> Life:
    """The same after days on which it was right; a day that counted before says nothing more."""
    for day in sorted(set(days)):
        if life.state is MistakeState.resolved:
            break
        if life.right_day is not None and day <= life.right_day:
            continue
        right_days = life.right_days + 1
        done = right_days >= RESOLVING_DAYS
        state = MistakeState.resolved if done else MistakeState.improving
        life = replace(life, state=state, right_days=right_days, right_day=day)
    return life

"""Pure: the life of a mistake, from the answer that made it to the days that mended it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

# A mistake comes back after three other exercises: out of short-term memory, within the set.
RETURN_AFTER = 3
# Once it has been right it waits for a later session; a right answer on a second day resolves it.
RETURN_LATER = 20
RESOLVING_DAYS = 2


class MistakeState(StrEnum):
    """The life of a mistake."""

    new = "new"
    recurring = "recurring"
    improving = "improving"
    resolved = "resolved"
    relapsed = "relapsed"


@dataclass(frozen=True)
class Slip:
    """A mistake on one point. `due_answer`: after how many answers of the profile it returns."""

    exercise_id: int
    state: MistakeState
    times: int
    due_answer: int
    right_days: int
    right_day: date | None
    happened_at: datetime


def after_wrong(slip: Slip | None, *, exercise_id: int, answered: int, now: datetime) -> Slip:
    """The mistake once its point went wrong in an exercise, the profile's answer no. `answered`."""
    return Slip(
        exercise_id=exercise_id,
        state=_state_after_wrong(slip),
        times=1 if slip is None else slip.times + 1,
        due_answer=answered + RETURN_AFTER,
        right_days=0,
        right_day=None,
        happened_at=now,
    )


def _state_after_wrong(slip: Slip | None) -> MistakeState:
    if slip is None:
        return MistakeState.new
    if slip.state is MistakeState.resolved:
        return MistakeState.relapsed
    return MistakeState.recurring


def after_right(slip: Slip | None, *, answered: int, day: date, asked: bool = False) -> Slip | None:
    """The mistake once its point went right on `day`; None where there is nothing to change.

    `answered` counts the profile's answers with this one. Right before the mistake was to return,
    with the correction still in view, says nothing yet, unless the learner has `asked` for it; once
    it was right, every further day counts.
    """
    if slip is None or slip.state is MistakeState.resolved:
        return None
    another_day = slip.right_day is not None and slip.right_day != day
    if answered <= slip.due_answer and not asked and not another_day:
        return None
    right_days = slip.right_days + (slip.right_day != day)
    done = right_days >= RESOLVING_DAYS
    return replace(
        slip,
        state=MistakeState.resolved if done else MistakeState.improving,
        due_answer=answered + RETURN_LATER,
        right_days=right_days,
        right_day=day,
    )

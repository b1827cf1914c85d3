"""Pure: a memory and a mistake anew, from the log of all that was answered.

What an answer does to them is decided when it is given, from what they were then. When a verdict is
changed afterwards, all that came after it is decided again, in the same order, by the same rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from backend.exercises.grading import Verdict
from backend.exercises.points import PointKind
from backend.reviews.mistakes import Slip, after_right, after_wrong
from backend.reviews.scheduling import Rating, Remembered, rating, review


@dataclass(frozen=True)
class Entry:
    """One rating of a point by one answer, which was right as a whole or not.

    `answered` counts the profile's answers up to this one; `asked` says that the learner had asked
    for their mistakes.
    """

    attempt_id: int
    exercise_id: int
    rated: Rating
    right: bool
    asked: bool
    answered: int
    at: datetime
    day: date


@dataclass(frozen=True)
class Met:
    """The point was looked at before anything was asked of it: `day` is its memory's first.

    `exercise_id`: what it is asked in, as long as nothing else has trained it.
    """

    at: datetime
    day: date
    exercise_id: int


@dataclass(frozen=True)
class Raised:
    """A mistake on the point was seen elsewhere than in an answer."""

    exercise_id: int
    answered: int
    at: datetime


@dataclass(frozen=True)
class Replayed:
    """`counted` are the attempts that drove the schedule, the last of them in `trained_by`."""

    memory: Remembered | None
    trained_by: int | None
    counted: frozenset[int]
    slip: Slip | None


def effective(verdict: Verdict, *, self_checked: bool | None) -> Verdict:
    """What an answer was worth in the end: what nobody could judge is the learner's own word."""
    if verdict is not Verdict.unsure or self_checked is None:
        return verdict
    return Verdict.correct if self_checked else Verdict.wrong


def ratings(
    points: Mapping[int, PointKind], verdict: Verdict, *, hints: int
) -> Mapping[int, Rating]:
    """What a verdict says of each point of an exercise, by id; nothing of those left out."""
    alone = all(kind is PointKind.lemma for kind in points.values())
    said = {id: rating(kind, verdict, hints=hints, alone=alone) for id, kind in points.items()}
    return {id: rated for id, rated in said.items() if rated is not None}


def replay(
    kind: PointKind, log: Sequence[Entry], *, met: Met | None = None, raised: Iterable[Raised] = ()
) -> Replayed:
    """One point of one profile. `log` in the order in which it was answered."""
    memory, trained_by, counted = _remembered(log, met)
    return Replayed(memory, trained_by, counted, _slipped(kind, log, raised))


def _remembered(
    log: Sequence[Entry], met: Met | None
) -> tuple[Remembered | None, int | None, frozenset[int]]:
    memory: Remembered | None = None
    trained_by: int | None = None
    counted: set[int] = set()
    if met and (not log or met.at <= log[0].at):
        memory, trained_by = _looked_at(met), met.exercise_id
    for entry in log:
        memory, drove = review(memory, entry.rated, now=entry.at, day=entry.day)
        if drove:
            trained_by = entry.exercise_id
            counted.add(entry.attempt_id)
    return memory, trained_by, frozenset(counted)


def _looked_at(met: Met) -> Remembered:
    weakest, _ = review(None, Rating.again, now=met.at, day=met.day)
    return replace(weakest, due=met.at)


def _slipped(kind: PointKind, log: Sequence[Entry], raised: Iterable[Raised]) -> Slip | None:
    slip: Slip | None = None
    events: list[Entry | Raised] = [*log, *raised]
    for each in sorted(events, key=lambda one: one.at):
        if isinstance(each, Raised):
            slip = _wrong(slip, each)
        elif each.right:
            day, asked = each.day, each.asked
            slip = after_right(slip, answered=each.answered, day=day, asked=asked) or slip
        elif kind is PointKind.skill:
            slip = _wrong(slip, each)
    return slip


def _wrong(slip: Slip | None, it: Entry | Raised) -> Slip:
    return after_wrong(slip, exercise_id=it.exercise_id, answered=it.answered, now=it.at)

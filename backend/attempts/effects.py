"""Pure: what an answer changes in a learner's memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from backend.attempts.standing import Held, PointState
from backend.exercises.grading import Verdict
from backend.exercises.points import PointKind
from backend.exercises.schemas import Because
from backend.judging.schemas import Judging
from backend.reviews.mistakes import Slip, after_right, after_wrong
from backend.reviews.scheduling import rating, review


@dataclass(frozen=True)
class Effects:
    """The columns of the closed attempt, and the rows of memories, reviews and mistakes."""

    verdict: Verdict
    reply: str = ""
    self_checked: bool | None = None
    key: str | None = None
    said: dict[str, Any] | None = None
    judging: Judging | None = None
    memories: list[dict[str, Any]] = field(default_factory=list)
    reviews: list[dict[str, Any]] = field(default_factory=list)
    slips: list[dict[str, Any]] = field(default_factory=list)

    def columns(self) -> dict[str, Any]:
        # The names of the fields are those of the statement's parameters.
        return {**vars(self), "verdict": self.verdict.value}


def remember(held: Held, effects: Effects, verdict: Verdict, now: datetime) -> Effects:
    """The effects with what `verdict` does to the memory of every point of the exercise.

    An unsure verdict does nothing.
    """
    if verdict is Verdict.unsure:
        return effects
    day = held.standing.day(now)
    memories, reviews = [], []
    for point, rated in _rated(held, verdict):
        memory, counted = review(point.memory, rated, now=now, day=day)
        reviews.append({"point_id": point.point_id, "rating": rated.value, "counted": counted})
        if counted:
            memories.append({"point_id": point.point_id, **vars(memory)})
    slips = [{"point_id": id, **vars(slip)} for id, slip in _slips(held, verdict, day, now)]
    return replace(effects, memories=memories, reviews=reviews, slips=slips)


def _rated(held: Held, verdict: Verdict) -> Iterator[tuple[PointState, Any]]:
    alone = all(point.kind is PointKind.lemma for point in held.points)
    for point in held.points:
        rated = rating(point.kind, verdict, hints=held.hints, alone=alone)
        if rated is not None:
            yield point, rated


def _slips(held: Held, verdict: Verdict, day: date, now: datetime) -> Iterator[tuple[int, Slip]]:
    # An answer that waited for the learner's own word was counted when it was given.
    answered = held.standing.answered + (held.answered_at is None)
    for point in held.points:
        if verdict.is_right:
            slip = after_right(
                point.slip, answered=answered, day=day, asked=held.because is Because.repair
            )
        elif point.kind is PointKind.skill:
            slip = after_wrong(point.slip, exercise_id=held.exercise_id, answered=answered, now=now)
        else:
            slip = None
        if slip is not None:
            yield point.point_id, slip

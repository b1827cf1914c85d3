"""Pure: which of the candidates comes next, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.exercises.schemas import Because


@dataclass(frozen=True)
class Candidate:
    """An exercise that could come next. `because` is what brought it up, `point_id` its point."""

    exercise_id: int
    because: Because
    point_id: int | None = None
    seen: bool = False


def choose(
    candidates: Sequence[Candidate], *, number: int, after_mistake: bool
) -> Candidate | None:
    """The next exercise, as no. `number` of its set; None when there is none at all.

    What the learner asked for comes first. Then mistakes, but never two in a row; then what is due
    and what is new take turns, so that a backlog of reviews never hides the course. The exercise
    just answered is no candidate.
    """
    for because in _order(number, after_mistake=after_mistake):
        for candidate in candidates:
            if candidate.because is because:
                return candidate
    return None


def _order(number: int, *, after_mistake: bool) -> list[Because]:
    turns = [Because.review, Because.new] if number % 2 == 0 else [Because.new, Because.review]
    mistakes = [*turns, Because.mistake] if after_mistake else [Because.mistake, *turns]
    return [Because.focus, Because.repair, *mistakes, Because.again]

"""Pure: what a review does to a memory. FSRS-6 by the `fsrs` package, in our words.

FSRS (free spaced repetition scheduler) models a memory by stability (days until the probability of
recall falls to 0.9), difficulty (1 to 10) and retrievability. Source: Ye et al., "A Stochastic
Shortest Path Algorithm for Optimizing Spaced Repetition Scheduling" (KDD 2022), and the algorithm's
own description for version 6. Default parameters; a memory starts in its review state, since the
exercises of one sitting are no learning steps.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import IntEnum

from fsrs import Card, Scheduler, State
from fsrs import Rating as FsrsRating

from backend.exercises.grading import Verdict
from backend.exercises.points import PointKind

DESIRED_RETENTION = 0.9
LASTING = 7.0  # days of stability: remembered with probability 0.9 a week later

_SCHEDULER = Scheduler(
    desired_retention=DESIRED_RETENTION,
    learning_steps=(),
    relearning_steps=(),
    enable_fuzzing=False,
)


class Rating(IntEnum):
    again = 1
    hard = 2
    good = 3
    easy = 4


@dataclass(frozen=True)
class Remembered:
    """The state of one memory. `stability` in days, `difficulty` 1 to 10; times are aware."""

    stability: float
    difficulty: float
    due: datetime
    reviewed_at: datetime
    day: date


CREDIT: Mapping[tuple[PointKind, Verdict], Rating] = {
    (PointKind.skill, Verdict.correct): Rating.good,
    (PointKind.skill, Verdict.almost): Rating.good,
    (PointKind.skill, Verdict.wrong): Rating.again,
    (PointKind.lemma, Verdict.correct): Rating.good,
    (PointKind.lemma, Verdict.almost): Rating.hard,
    # No entry for a lemma in a wrong answer: the fault is the skill's, and a word that is not
    # involved in an error must not lapse by it.
}


# What an answer can say at best after so many hints.
BEST: Mapping[int, Rating] = {0: Rating.easy, 1: Rating.good, 2: Rating.hard, 3: Rating.again}


def rating(
    kind: PointKind, verdict: Verdict, *, hints: int = 0, alone: bool = False
) -> Rating | None:
    """What an answer after `hints` hints says about one of its points; None for nothing.

    `alone`: the exercise asks for words and for no skill, so that a wrong answer is the word's.
    """
    if alone and verdict is Verdict.wrong:
        return Rating.again
    credit = CREDIT.get((kind, verdict))
    return None if credit is None else min(credit, BEST[hints])


def review(
    memory: Remembered | None, rated: Rating, *, now: datetime, day: date
) -> tuple[Remembered, bool]:
    """Where the memory stands after a rating, and whether the rating counted.

    Only the first of a local day counts: repeating a thing within the hour is no evidence that it
    will be remembered next week. Raises ValueError for a naive `now`.
    """
    if memory is not None and memory.day >= day:
        return memory, False
    card, _ = _SCHEDULER.review_card(_card(memory, now), FsrsRating(rated.value), now)
    assert card.stability is not None
    assert card.difficulty is not None
    return Remembered(card.stability, card.difficulty, card.due, now, day), True


def met(*, now: datetime, day: date) -> Remembered:
    """The memory of what was only looked at: as weak as can be, due at once, and of the day before
    `day`, so that the first review counts. Raises ValueError for a naive `now`.
    """
    weakest, _ = review(None, Rating.again, now=now, day=day - timedelta(days=1))
    return replace(weakest, due=now)


def _card(memory: Remembered | None, now: datetime) -> Card:
    # A card without an id of its own sleeps a millisecond to make one up.
    if memory is None:
        return Card(card_id=1, due=now)
    return Card(
        card_id=1,
        state=State.Review,
        step=None,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.reviewed_at,
    )


def recall(memory: Remembered, now: datetime) -> float:
    """The probability, 0 to 1, that the memory would be recalled at `now`."""
    return _SCHEDULER.get_card_retrievability(_card(memory, now), now)

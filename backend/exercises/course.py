"""Pure: the course of a language as one walk: every exercise has a place on it.

A million places for each CEFR level, a thousand for each stage of two skills; within a stage the
kinds take turns, each as often as there is of it, so that any five in a row are of several kinds.
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from typing import NamedTuple

from backend.kit.levels import Level

PER_LEVEL = 1_000_000
PER_STAGE = 1_000
SKILLS_IN_A_STAGE = 2
GENERATED_FROM = 500
"""In each stage: what a model wrote stands behind this, out of the way of the catalogue's own."""


class Step(NamedTuple):
    """An exercise to be placed: `skill` counts the skills of its level, in the course's order."""

    key: str
    level: Level
    skill: int
    kind: str


def start(level: Level) -> int:
    """The place before the first exercise of a level."""
    return level.rank * PER_LEVEL


def ceiling(level: Level, place: int) -> int:
    """The first place above the level that a learner has chosen or walked on to."""
    return max(level.rank, place // PER_LEVEL) * PER_LEVEL + PER_LEVEL


def stage(place: int) -> int:
    """The place before the first exercise of the stage that `place` lies in."""
    return place // PER_STAGE * PER_STAGE


def beyond(place: int) -> int:
    """The first place beyond the stage that `place` lies in."""
    return stage(place) + PER_STAGE


def easier(before: int | None) -> int | None:
    """Where the course goes on when it is too hard, a stage back; None at its very beginning.

    `before` is the place of the last exercise that comes before the learner's stage.
    """
    return None if before is None else stage(before)


def harder(level: Level, place: int, after: int | None) -> int | None:
    """Where the course goes on when it is too easy, a stage ahead; None where it ends.

    `after` is the place of the first exercise beyond the learner's stage. It may be the first of
    the next level, where the walk would come by itself, and never goes past that.
    """
    return None if after is None else min(stage(after), ceiling(level, place))


def places(steps: Sequence[Step]) -> dict[str, int]:
    """The place of every exercise, by key. Stable: steps in the same order get the same places."""
    stages: dict[tuple[int, int], list[Step]] = defaultdict(list)
    for step in steps:
        stages[step.level.rank, step.skill // SKILLS_IN_A_STAGE].append(step)
    return {
        step.key: rank * PER_LEVEL + stage * PER_STAGE + number
        for (rank, stage), members in stages.items()
        for number, step in enumerate(_in_turns(members), start=1)
    }


def _in_turns(steps: Sequence[Step]) -> list[Step]:
    """Each kind spread evenly: the one that is furthest behind its share comes next.

    Where there are as many of each, that is one of each kind, then the second of each, and so on.
    """
    of_kind: dict[str, deque[Step]] = defaultdict(deque)
    for step in steps:
        of_kind[step.kind].append(step)
    share = {kind: len(members) for kind, members in of_kind.items()}
    taken = dict.fromkeys(share, 0)
    walk: list[Step] = []
    while len(walk) < len(steps):
        # In whole numbers, lest two kinds that are level be told apart by a rounding.
        behind = {
            kind: share[kind] * (len(walk) + 1) - taken[kind] * len(steps)
            for kind, left in of_kind.items()
            if left
        }
        kind = max(behind, key=behind.__getitem__)
        taken[kind] += 1
        walk.append(of_kind[kind].popleft())
    return walk

"""What was to be said against what was heard: said, unclear, missing, extra. Nothing is tidied up.

The cheapest way from one to the other counts; words that look alike are taken for one another
before words that do not. A transcript is a recogniser's guess: "unclear" says so, never "wrong".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from backend.speech.heard import HeardWord
from backend.speech.words import is_hesitation, plain

UNSURE = 0.35  # below this probability a word that was heard right is not sure either
_GAP = 0.7  # the price of a word missing or extra; of another word in its place, up to 1.3


class Status(StrEnum):
    said = "said"
    unclear = "unclear"  # another word was heard in its place, or this one, hardly
    missing = "missing"
    extra = "extra"


@dataclass(frozen=True)
class Aligned:
    """`place` counts the words that were to be said; None for an extra one. `heard` is None for
    a missing one. Extra words may be hesitations, or say again what stands before or after."""

    status: Status
    target: str | None
    place: int | None
    heard: HeardWord | None
    hesitation: bool = False
    repeated: bool = False


def align(target: Sequence[str], heard: Sequence[HeardWord]) -> list[Aligned]:
    """In the order of speaking; every word of both is there exactly once."""
    wanted = [plain(word) for word in target]
    found = [plain(word.text) for word in heard]
    return [_aligned(target, heard, place, at, wanted, found) for place, at in _path(wanted, found)]


def error_rate(aligned: Sequence[Aligned]) -> float:
    """Word error rate, 0 or more; hesitations are no errors. Nothing to be said: 0."""
    length = sum(one.place is not None for one in aligned)
    wrong = sum(not same(one) and not one.hesitation for one in aligned)
    return wrong / length if length else 0.0


def share_said(aligned: Sequence[Aligned]) -> float:
    """Of the words to be said, those heard for sure, 0 to 1."""
    statuses = [one.status for one in aligned if one.place is not None]
    return statuses.count(Status.said) / len(statuses) if statuses else 0.0


def same(one: Aligned) -> bool:
    """Whether the word was heard that was to be said, however surely."""
    if one.target is None or one.heard is None:
        return False
    return plain(one.target) == plain(one.heard.text)


def _aligned(
    target: Sequence[str],
    heard: Sequence[HeardWord],
    place: int | None,
    at: int | None,
    wanted: Sequence[str],
    found: Sequence[str],
) -> Aligned:
    if at is None:
        assert place is not None
        return Aligned(Status.missing, target[place], place, None)
    word = heard[at]
    if place is None:
        neighbours = {found[near] for near in (at - 1, at + 1) if 0 <= near < len(found)}
        repeated = found[at] in neighbours
        hesitation = is_hesitation(found[at])
        return Aligned(Status.extra, None, None, word, hesitation, repeated)
    sure = wanted[place] == found[at] and word.probability >= UNSURE
    return Aligned(Status.said if sure else Status.unclear, target[place], place, word)


def _path(wanted: Sequence[str], found: Sequence[str]) -> list[tuple[int | None, int | None]]:
    costs = _costs(wanted, found)
    row, column = len(wanted), len(found)
    steps = list[tuple[int | None, int | None]]()
    while row or column:
        if row and column and costs[row][column] == _pair(costs, wanted, found, row, column):
            row, column = row - 1, column - 1
            steps.append((row, column))
        elif row and costs[row][column] == costs[row - 1][column] + _GAP:
            row -= 1
            steps.append((row, None))
        else:
            column -= 1
            steps.append((None, column))
    return steps[::-1]


def _costs(wanted: Sequence[str], found: Sequence[str]) -> list[list[float]]:
    costs = [[column * _GAP for column in range(len(found) + 1)]]
    for row in range(1, len(wanted) + 1):
        costs.append([costs[row - 1][0] + _GAP])
        for column in range(1, len(found) + 1):
            skip = min(costs[row - 1][column], costs[row][column - 1]) + _GAP
            costs[row].append(min(skip, _pair(costs, wanted, found, row, column)))
    return costs


def _pair(
    costs: Sequence[Sequence[float]],
    wanted: Sequence[str],
    found: Sequence[str],
    row: int,
    column: int,
) -> float:
    one, other = wanted[row - 1], found[column - 1]
    unlike = 0.0 if one == other else 0.3 + Levenshtein.normalized_distance(one, other)
    return costs[row - 1][column - 1] + unlike

"""Pure: whether a wrong answer can have been meant right, and only mistyped, as its writer says.

Nobody but the writer knows. What they may say is bounded: the words that differ come close to those
that were wanted, and none was left out or put in. Source of the distance: `exercises.matching`.
"""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from backend.exercises.grading import Piece, Role
from backend.kit.text import comparable

MOST = 3  # letters, of a word that has twice as many
SHARE = 4  # of longer ones, one letter in so many


def is_mistyped(pieces: Iterable[Piece]) -> bool:
    """`pieces`: the difference of the answer and the accepted one nearest to it."""
    pieces = list(pieces)
    said, right = _of(pieces, Role.extra), _of(pieces, Role.missing)
    if not said or not right:
        return False
    letters = len(right.replace(" ", ""))
    bound = max(min(MOST, letters // 2), letters // SHARE)
    return OSA.distance(said, right, score_cutoff=bound) <= bound


def _of(pieces: Iterable[Piece], role: Role) -> str:
    return comparable(" ".join(piece.text for piece in pieces if piece.role is role))

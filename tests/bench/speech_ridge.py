"""Ridge regression on features, as `backend.speech.linear` reads it."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from backend.speech.linear import FURTHEST, Linear, Term

STRENGTH = 30.0
Rows = Sequence[Mapping[str, float]]
Floats = NDArray[np.float64]


def ridge(
    rows: Rows,
    wanted: Sequence[float],
    names: Sequence[str],
    *,
    strength: float = STRENGTH,
    bent: bool = False,
) -> Linear:
    """`strength`: the penalty on the square of each weight, in rows that would speak against it;
    `bent`: squares of the features as well, which needs thousands of rows."""
    found = np.array([[row[name] for name in names] for row in rows])
    means, deviations = found.mean(axis=0), np.maximum(found.std(axis=0), 1e-6)
    distances = np.clip((found - means) / deviations, -FURTHEST, FURTHEST)
    shares = np.hstack([distances, distances**2]) if bent else distances
    weights, bias = _solved(shares, np.array(wanted), strength)
    bends = weights[len(names) :] if bent else np.zeros(len(names))
    columns = zip(means, deviations, weights, bends, strict=False)
    terms = (Term(*map(float, column)) for column in columns)
    return Linear(bias, dict(zip(names, terms, strict=True)))


def _solved(shares: Floats, wanted: Floats, strength: float) -> tuple[Floats, float]:
    middle, mean = shares.mean(axis=0), wanted.mean()
    centred = shares - middle
    square = centred.T @ centred + strength * np.eye(shares.shape[1])
    weights = np.linalg.solve(square, centred.T @ (wanted - mean))
    return weights, float(mean - middle @ weights)

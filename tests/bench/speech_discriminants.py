"""The table of `backend.speech.sounds`: linear discriminants of the sounds of a language."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from backend.speech.sounds import Sounds, Vector

FEWEST = 8  # pieces: a rarer sound stays out of the table
SHRUNK = 0.2  # towards a round covariance: there are few pieces of each sound
TOO_SURE = 4.0  # how much too far from 0 and 1 probabilities are that come of so few


def discriminants(names: Sequence[str], states: Sequence[Vector]) -> Sounds:
    """All sounds are taken to vary alike and to be equally common: a sound is judged by itself."""
    counted = Counter(names)
    kept = [place for place, name in enumerate(names) if counted[name] >= FEWEST]
    names, found = [names[place] for place in kept], np.array([states[place] for place in kept])
    sounds = sorted(set(names))
    which = np.array([sounds.index(name) for name in names])
    means = np.array([found[which == place].mean(axis=0) for place in range(len(sounds))])
    rest = found - means[which]
    covariance = rest.T @ rest / len(rest)
    size = len(covariance)
    round_one = np.trace(covariance) / size * np.eye(size)
    weights = np.linalg.solve((1 - SHRUNK) * covariance + SHRUNK * round_one, means.T).T / TOO_SURE
    biases = -0.5 * (means * weights).sum(axis=1)
    rows = np.column_stack([biases, weights])
    return Sounds(dict(zip(sounds, rows.tolist(), strict=True)))

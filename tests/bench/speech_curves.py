"""What is shown of what regressions find: the curves of `backend.speech.shown`.

They keep the experts' scale below `KEPT`, where learners read who have much to improve, and lead
from there to the full mark, which is where readings are that have no fault: those of
`tests.bench.speech_fluent`, and those that experts gave 9.5 or more, each scored by what other
voices taught. Half of them get the full mark, nine of ten `NEARLY`; of their words, 99 of a hundred
get it: experts give it to 70 of a hundred words of learners. What it costs: learners between get
up to half a point more than experts give them, which the confidence knows of.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from backend.speech.evidence import Evidence
from backend.speech.features import of_sentence, of_words
from backend.speech.linear import Linear
from backend.speech.scoring import ASPECTS, BEST, WORDS, bounded
from backend.speech.shown import PLAIN, Shown
from backend.speech.sounds import Sounds

FAULTLESS = 9.5  # points: experts give 10 to hardly any sentence
NEARLY = 9.6
KEPT, KEPT_OF_WORDS = 6.0, 7.0
_FEW, _FEWER = 0.1, 0.01
_STEP = 0.1  # points: the least that lies between two points of a curve


def curves(
    fluent: Sequence[Evidence],
    sounds: Sounds,
    words: Linear,
    aspects: Mapping[str, Linear],
    best: Mapping[str, Sequence[float]],
) -> dict[str, Shown]:
    """`best`: what was found of readings that experts gave `FAULTLESS` or more, for each aspect.
    Without fluent readings nothing is changed."""
    if not fluent:
        return dict.fromkeys((WORDS, *ASPECTS), PLAIN)
    found = [[bounded(words.value(row)) for row in of_words(one, sounds)] for one in fluent]
    rows = [of_sentence(one, its) for one, its in zip(fluent, found, strict=True)]
    return {WORDS: _of_words([value for its in found for value in its])} | {
        name: _of_aspect([*map(aspects[name].value, rows), *best[name]]) for name in ASPECTS
    }


def _of_words(found: Sequence[float]) -> Shown:
    low = float(np.quantile(found, _FEWER))
    return _rising((KEPT_OF_WORDS, KEPT_OF_WORDS), (low, BEST))


def _of_aspect(found: Sequence[float]) -> Shown:
    low, middle = map(float, np.quantile(found, [_FEW, 0.5]))
    return _rising((KEPT, KEPT), (low, NEARLY), (middle, BEST))


def _rising(*points: tuple[float, float]) -> Shown:
    """From nothing through these points, each further than the last one."""
    kept = [(0.0, 0.0)]
    for found, shown in points:
        kept.append((max(found, kept[-1][0] + _STEP), shown))
    return Shown(tuple(kept))

"""What each part of the evidence adds: correlations in new voices with it, without, and alone."""

from collections.abc import Callable, Sequence

import numpy as np

from backend.speech.features import BY_RECOGNISER, BY_SOUNDS
from backend.speech.scoring import ASPECTS
from tests.bench.report import Reporter, progress
from tests.bench.speech_figures import correlation
from tests.bench.speech_fit import Featured, Sample

_TIMING = (
    *("phone_rate", "articulation_rate", "pause_share", "pause_rate", "longest_pause"),
    *("duration_spread", "squeezed", "vowel_share", "vowel_rhythm"),
    *("voiced_share", "stretch_rate"),
)
_RECOGNISED = (
    *("likelihood", "evidence", "evidence_low", "sure", "heard", "gap", "error_rate"),
    *("probability", "silence"),
)
PARTS = {
    "recogniser": _RECOGNISED,
    "fits of sounds": ("fit", "fit_low"),
    "timing": _TIMING,
    "scores of words": ("words", "words_low"),
}


def tell_parts(report: Reporter, case: str, samples: Sequence[Sample]) -> None:
    progress("speech: what each part adds")
    left = Featured(samples)
    _, found = left.words_by(None)
    rows = left.sentences(found)
    names = list(rows[0])
    for aspect in ASPECTS:
        given = [one.recording.aspects[aspect] for one in left.used]

        def reached(*without: str, aspect: str = aspect, given: Sequence[float] = given) -> float:
            _, scores = left.leaving_out(*without).sentences_by(rows, aspect)
            return correlation(np.array(scores), np.array(given))

        for part, its in PARTS.items():
            alone = reached(*(name for name in names if name not in its))
            report(f"{case}, {aspect}", f"Pearson correlation, {part} alone", alone, "of 1")
        _tell_added(report, f"{case}, {aspect}", {**PARTS, **_each(names)}, reached)
    _tell_words(report, f"{case}, words", left)


def _tell_words(report: Reporter, case: str, left: Featured) -> None:
    given = np.array([value for one in left.used for value in one.recording.words])
    names = list(dict.fromkeys((*BY_RECOGNISER, *BY_SOUNDS)))

    def reached(*without: str) -> float:
        _, found = left.leaving_out(*without).words_by(None)
        return correlation(np.array([value for each in found for value in each]), given)

    for ear, its in {"recogniser": BY_RECOGNISER, "fits of sounds": BY_SOUNDS}.items():
        alone = reached(*(name for name in names if name not in its))
        report(case, f"Pearson correlation, {ear} alone", alone, "of 1")
    _tell_added(report, case, _each(names), reached)


def _each(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {name: (name,) for name in names}


def _tell_added(
    report: Reporter,
    case: str,
    parts: dict[str, tuple[str, ...]],
    reached: Callable[..., float],
) -> None:
    whole = reached()
    for part, its in parts.items():
        report(case, f"Pearson correlation, added by {part}", whole - reached(*its), "of 1")

"""Scores beside what experts gave: of sentences, of words, and how far they know themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

import numpy as np

from backend.speech.evidence import Evidence
from backend.speech.features import posteriors_of
from backend.speech.scoring import ASPECTS, CLOSE, Coefficients, Scored, score
from backend.speech.shown import PLAIN
from tests.bench.report import Reporter, Target, at_least
from tests.bench.speech_data import GROWN, MISPRONOUNCED, parted
from tests.bench.speech_figures import (
    Figure,
    absolute_error,
    correlation,
    precision,
    recall,
    with_interval,
)
from tests.bench.speech_fit import Sample, fit

FOLDS = 10
ALLOWED = 0.005  # of a correlation: what the full mark for readings without a fault may cost
PROMISED = {"total": 0.70, "fluency": 0.75, "prosody": 0.74}
PROMISED_WORDS = 0.45
PROMISED_PRECISION = 0.5
RARE = 0.081  # share of mispronounced words in the whole of speechocean762; here are more


@dataclass(frozen=True)
class Judged:
    """`plain`: scores as they are found, of which `scored` are shown; `posteriors`: logarithms of
    those of the sounds of each word."""

    sample: Sample
    scored: Scored
    plain: Scored
    posteriors: tuple[tuple[float, ...], ...]

    @property
    def speaker(self) -> str:
        return self.sample.recording.speaker

    def given(self, aspect: str) -> float:
        return self.sample.recording.aspects[aspect]

    def found(self, aspect: str) -> float:
        return self.scored.aspects[aspect].value

    @property
    def error(self) -> float:
        """Of the total, in points."""
        return abs(self.given("total") - self.found("total"))


def crossed(samples: Sequence[Sample], fluent: Sequence[Evidence]) -> list[Judged]:
    """Every voice scored by what other voices taught."""
    judged = list[Judged]()
    for part in parted([one.recording.speaker for one in samples], FOLDS):
        rest = [one for one in samples if one.recording.speaker not in part]
        by = fit(rest, fluent, recogniser="crossed")
        held = [one for one in samples if one.recording.speaker in part]
        judged += judged_by(held, by)
    return judged


def judged_by(samples: Sequence[Sample], by: Coefficients) -> list[Judged]:
    plain = replace(by, shown=dict.fromkeys(by.shown, PLAIN))
    return [
        Judged(one, score(one.evidence, by), score(one.evidence, plain), _posteriors(one, by))
        for one in samples
    ]


def _posteriors(sample: Sample, by: Coefficients) -> tuple[tuple[float, ...], ...]:
    found = posteriors_of(sample.evidence, by.sounds)
    return tuple(tuple(sound.value for sound in word) for word in found)


def tell_scores(report: Reporter, case: str, judged: Sequence[Judged]) -> None:
    scored = [one for one in judged if one.scored.aspects]
    told = [one for one in scored if one.scored.reason is None]
    report(case, "abstention", 1 - len(told) / max(1, len(judged)), "of recordings")
    if not scored:
        return
    for aspect in ASPECTS:
        promised = at_least(PROMISED[aspect]) if aspect in PROMISED else None
        tell_aspect(report, case, scored, aspect, promised)
    tell_aspect(report, f"{case}, told", told, "total")
    _tell_errors(report, case, scored)
    _tell_fairness(report, case, scored)
    _tell_words(report, case, scored)
    _tell_sounds(report, case, scored)


def tell_curves(report: Reporter, case: str, judged: Sequence[Judged]) -> None:
    """What the way from what is found to what is shown costs, and changes."""
    scored = [one for one in judged if one.scored.aspects]
    case = f"{case}, shown less found"
    for aspect in ASPECTS:
        given = np.array([one.given(aspect) for one in scored])
        shown, found = (
            np.array([which.aspects[aspect].value for which in column])
            for column in zip(*((one.scored, one.plain) for one in scored), strict=True)
        )
        cost = correlation(shown, given) - correlation(found, given)
        report(case, f"{aspect}, Pearson correlation", cost, "of 1", at_least(-ALLOWED))
        further = absolute_error(shown, given) - absolute_error(found, given)
        report(case, f"{aspect}, mean absolute error", further, "points")


def tell_aspect(
    report: Reporter, case: str, judged: Sequence[Judged], aspect: str, target: Target | None = None
) -> None:
    if not judged:
        return
    found = [one.found(aspect) for one in judged]
    given = [one.given(aspect) for one in judged]
    figure = with_interval(correlation, found, given, [one.speaker for one in judged])
    _tell(report, case, f"{aspect}, Pearson correlation", figure, target)


def _tell_errors(report: Reporter, case: str, scored: Sequence[Judged]) -> None:
    """Whether scores that are held back are worse, and a confidence is what it says."""
    for name, group in {
        "told": [one for one in scored if one.scored.reason is None],
        "held back": [one for one in scored if one.scored.reason is not None],
    }.items():
        if group:
            error = fmean(one.error for one in group)
            report(f"{case}, {name}", "total, mean absolute error", error, "points")
    sure = fmean(one.scored.aspects["total"].confidence for one in scored)
    right = fmean(one.error <= CLOSE for one in scored)
    report(case, "total, mean confidence", sure, "of 1")
    report(case, f"total, within {CLOSE} points", right, "of 1")


def _tell_fairness(report: Reporter, case: str, scored: Sequence[Judged]) -> None:
    """What the total of a group is given too much, or too little."""
    for name, group in {
        "children": [one for one in scored if one.sample.recording.age < GROWN],
        "adults": [one for one in scored if one.sample.recording.age >= GROWN],
    }.items():
        if group:
            given = fmean(one.found("total") - one.given("total") for one in group)
            report(f"{case}, {name}", "total, mean error", given, "points")


def _tell_words(report: Reporter, case: str, scored: Sequence[Judged]) -> None:
    pairs = [
        (found.value, found.mispronounced, given, one.speaker)
        for one in scored
        if one.sample.usable
        for found, given in zip(one.scored.words, one.sample.recording.words, strict=True)
    ]
    if not pairs:
        return
    values, flags, given, speakers = zip(*pairs, strict=True)
    wrong = [value < MISPRONOUNCED for value in given]
    figure = with_interval(correlation, values, given, speakers)
    _tell(report, case, "words, Pearson correlation", figure, at_least(PROMISED_WORDS))
    report(case, "words, mispronounced to experts", fmean(wrong), "of words")
    report(case, "words, flagged", fmean(flags), "of words")
    found = with_interval(precision, flags, wrong, speakers)
    _tell(report, case, "words, precision of flags", found, at_least(PROMISED_PRECISION))
    _tell(report, case, "words, recall of flags", with_interval(recall, flags, wrong, speakers))
    rare = _at_rarity(np.array(flags), np.array(wrong))
    report(case, f"words, precision were {RARE:.1%} wrong", rare, "of flags")


def _tell_sounds(report: Reporter, case: str, scored: Sequence[Judged]) -> None:
    """Of words that are said with the sounds that experts looked for."""
    pairs = [
        (value, given, one.speaker)
        for one in scored
        if one.sample.usable
        for found, wanted in zip(one.posteriors, one.sample.recording.sounds, strict=True)
        if len(found) == len(wanted)
        for value, (_, given) in zip(found, wanted, strict=True)
    ]
    if pairs:
        figure = with_interval(correlation, *zip(*pairs, strict=True))
        _tell(report, case, "sounds, Pearson correlation of posteriors", figure)


def _at_rarity(flags: "np.typing.NDArray[np.bool_]", wrong: "np.typing.NDArray[np.bool_]") -> float:
    """Precision where mispronounced words are as rare as in the whole corpus."""
    hits, alarms = flags[wrong].mean() * RARE, flags[~wrong].mean() * (1 - RARE)
    return float(hits / (hits + alarms)) if hits else 0.0


def _tell(
    report: Reporter, case: str, metric: str, figure: Figure, target: Target | None = None
) -> None:
    report(case, metric, figure.value, "of 1", target)
    report(case, f"{metric}, at least", figure.low, "of 1")
    report(case, f"{metric}, at most", figure.high, "of 1")

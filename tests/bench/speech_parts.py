"""What each part of the evidence adds to scores of new voices: the correlation with it less the one
without; of a number that no score is made of, what it would add.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from backend.speech.features import BY_RECOGNISER, BY_SOUNDS, OF_SENTENCES, OF_WORDS
from backend.speech.scoring import ASPECTS
from tests.bench.report import Reporter, progress
from tests.bench.speech_figures import correlation
from tests.bench.speech_fit import Featured, Sample

PARTS = {
    "recogniser": ("evidence",),
    "fits of sounds": ("fit",),
    "scores of words": ("words", "words_low"),
    "timing": OF_SENTENCES[4:],
}
Reached = Callable[[Sequence[str]], float]


def tell_parts(report: Reporter, case: str, samples: Sequence[Sample]) -> None:
    progress("speech: what each part adds")
    left = Featured(samples)
    _, found = left.words_by(OF_WORDS)
    rows = left.sentences(found)
    for aspect in ASPECTS:
        given = np.array([one.recording.aspects[aspect] for one in left.used])

        def reached(
            names: Sequence[str], aspect: str = aspect, given: np.typing.NDArray[np.float64] = given
        ) -> float:
            return correlation(np.array(left.sentences_by(rows, aspect, names)[1]), given)

        about = f"{case}, {aspect}"
        for part, its in PARTS.items():
            report(about, f"Pearson correlation, {part} alone", reached(its), "of 1")
            added = reached(OF_SENTENCES) - reached(_less(OF_SENTENCES, its))
            report(about, f"Pearson correlation, added by {part}", added, "of 1")
        _tell_each(report, about, rows[0], OF_SENTENCES, reached)
    _tell_words(report, f"{case}, words", left)


def _tell_words(report: Reporter, case: str, left: Featured) -> None:
    given = np.array(left.wanted())

    def reached(names: Sequence[str]) -> float:
        found = left.words_by(names)[1]
        return correlation(np.array([value for each in found for value in each]), given)

    for ear, its in {"recogniser": BY_RECOGNISER, "sounds": BY_SOUNDS}.items():
        report(case, f"Pearson correlation, {ear} alone", reached(its), "of 1")
    _tell_each(report, case, left.names_of_words, OF_WORDS, reached)


def _tell_each(
    report: Reporter, case: str, names: Iterable[str], used: Sequence[str], reached: Reached
) -> None:
    whole = reached(used)
    report(case, "Pearson correlation, all", whole, "of 1")
    for name in names:
        if name in used:
            added = whole - reached(_less(used, (name,)))
            report(case, f"Pearson correlation, added by {name}", added, "of 1")
        else:
            added = reached((*used, name)) - whole
            report(case, f"Pearson correlation, {name} would add", added, "of 1")


def _less(names: Sequence[str], others: Sequence[str]) -> list[str]:
    return [name for name in names if name not in others]

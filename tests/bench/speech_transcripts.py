"""What the recogniser alone hears, by how well experts found that it was said."""

from collections.abc import Sequence

from backend.speech.aligning import error_rate
from tests.bench.report import Reporter
from tests.bench.speech_data import GROWN
from tests.bench.speech_fit import Sample

# Points of the total, 0 to 10.
_BANDS = {"8.5 or more": (8.5, 11), "7 to 8.5": (7, 8.5), "5 to 7": (5, 7), "below 5": (0, 5)}


def tell_transcripts(report: Reporter, case: str, samples: Sequence[Sample]) -> None:
    _tell(report, case, samples)
    for band, (low, high) in _BANDS.items():
        group = [one for one in samples if low <= one.recording.aspects["total"] < high]
        _tell(report, f"{case}, total {band}", group)
    _tell(report, f"{case}, children", [one for one in samples if one.recording.age < GROWN])
    _tell(report, f"{case}, adults", [one for one in samples if one.recording.age >= GROWN])


def _tell(report: Reporter, case: str, samples: Sequence[Sample]) -> None:
    words = sum(len(one.evidence.words) for one in samples)
    if words:
        wrong = sum(error_rate(one.evidence.aligned) * len(one.evidence.words) for one in samples)
        report(case, "word error rate", wrong / words, "of words")

"""The voice of this machine reads sentences that nothing was fitted on: without a fault, and with
one word of another kind in the place of the right one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from backend.gateways.speaking import NoVoice, Speaker
from backend.gateways.speaking_local import LocalSpeaker
from backend.speech.evidence import examine
from backend.speech.heard import Phonetician, Recogniser
from backend.speech.scoring import Coefficients, Scored, score
from tests.bench.report import Reporter, at_least, at_most, progress
from tests.bench.speech_fluent import read
from tests.bench.speech_sentences import Planted, planted

FULL = 9.5  # of ten points
PROMISED = 0.95  # of the sentences
FALL = 0.5  # points: the right words fall by no more
_TOLD = 10


@dataclass(frozen=True)
class Read:
    """One sentence, read twice as it is and once with the wrong word."""

    planted: Planted
    right: Scored
    again: Scored
    wrong: Scored

    @property
    def fall(self) -> float:
        """Of the planted word, in points."""
        return self._falls(self.wrong)[self.planted.place]

    def others(self, after: Scored) -> list[float]:
        """How far each of the other words falls."""
        falls = self._falls(after)
        return [fall for place, fall in enumerate(falls) if place != self.planted.place]

    def _falls(self, after: Scored) -> list[float]:
        pairs = zip(self.right.words, after.words, strict=True)
        return [one.value - other.value for one, other in pairs]


def readings(
    sentences: Sequence[Planted],
    recogniser: Recogniser,
    phonetician: Phonetician,
    by: Coefficients,
) -> Iterator[Read]:
    """Raises NoVoice."""
    speaker: Speaker = LocalSpeaker()

    def scored(said: str, wanted: str) -> Scored:
        sound = read(speaker, said)
        return score(examine(sound, wanted, "en", recogniser, phonetician), by)

    for one in sentences:
        texts = (one.right, one.right, one.wrong)
        yield Read(one, *(scored(text, one.right) for text in texts))


def total(scored: Scored) -> float:
    """Nothing where it is not told."""
    return scored.aspects["total"].value if scored.reason is None else 0.0


def tell_readings(
    report: Reporter, recogniser: Recogniser, phonetician: Phonetician, by: Coefficients
) -> None:
    found = list[Read]()
    try:
        for one in readings(planted(), recogniser, phonetician, by):
            found.append(one)
            if len(found) % _TOLD == 0:
                progress(f"speech: the local voice has read {len(found)} sentences")
    except NoVoice as error:
        progress(f"speech: nothing is read: {error}")
        return
    _tell_totals(report, [total(one.right) for one in found])
    _tell_words(report, found)


def _tell_totals(report: Reporter, totals: Sequence[float]) -> None:
    case = f"the local voice reads {len(totals)} sentences"
    share = fmean(one >= FULL for one in totals)
    report(case, "total of 95 or more", share, "of sentences", at_least(PROMISED))
    report(case, "total, least", 10 * min(totals), "points of 100")
    report(case, "total, median", 10 * median(totals), "points of 100")


def _tell_words(report: Reporter, found: Sequence[Read]) -> None:
    case = "one wrong word is read"
    falls = [one.fall for one in found]
    lower = fmean(fall > FALL for fall in falls)
    report(case, "the wrong word falls", lower, "of sentences", at_least(1.0))
    report(case, "the wrong word, least fall", 10 * min(falls), "points of 100")
    report(case, "the wrong word, median fall", 10 * median(falls), "points of 100")
    falls = [fall for one in found for fall in one.others(one.wrong)]
    low = sum(fall > FALL for fall in falls)
    report(case, "other words", len(falls), "words")
    report(case, "other words that fall by more than 5 of 100", low, "words", at_most(0))
    kept = fmean(max(one.others(one.wrong)) <= FALL for one in found)
    report(case, "no other word falls by more than 5 of 100", kept, "of sentences")
    falls = [fall for one in found for fall in one.others(one.again)]
    low = sum(fall > FALL for fall in falls)
    report("the same is read again", "other words that fall by more than 5 of 100", low, "words")

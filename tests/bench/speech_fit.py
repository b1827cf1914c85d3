"""`python -m tests.bench.speech_fit`: fits what `backend/speech/fitted` holds on recordings.

DATA=FOLDER takes others than speechocean762, PARLEY_ASR_MODEL=base another recogniser. What one
step hands to the next is always what it finds in voices that it was not fitted on, so that no
step learns to trust another too much.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import fmean
from typing import TypeVar

from backend.speech.evidence import Evidence
from backend.speech.features import (
    BY_RECOGNISER,
    BY_SOUNDS,
    OF_SENTENCES,
    OF_WORDS,
    of_sentence,
    of_words,
)
from backend.speech.heard import Phone
from backend.speech.linear import Linear
from backend.speech.scoring import ASPECTS, Coefficients, bounded
from backend.speech.sounds import Sounds
from tests.bench.report import progress
from tests.bench.speech_curves import FAULTLESS, curves
from tests.bench.speech_data import MISPRONOUNCED, Recording, folder, parted, recordings
from tests.bench.speech_discriminants import discriminants
from tests.bench.speech_fluent import fluent
from tests.bench.speech_listen import ears, listened
from tests.bench.speech_ridge import Rows, ridge

OUT = Path(__file__).parents[2] / "backend" / "speech" / "fitted"
PARTS = 5
WELL = 8.0  # points: a word whose sounds are as they should be
PRECISE = 0.85  # of the words that are flagged, what experts must agree with in new voices
_STRENGTH_OF_ERRORS = 300.0
_ERRORS_BY = ("words", "fit", "evidence", "phone_rate", "pause_share")
# A reading that has less evidence than this part of what all but one in a hundred have that experts
# gave 5 points is taken for another sentence: of those 98 in 100 have less, in tiny.en.
_PART, _HUNDREDTH, _UNDERSTOOD = 0.75, 0.01, 5.0
_STEPS = [step / 4 for step in range(8, 37)]  # 2 to 9 points: where a word is bad to an ear


@dataclass(frozen=True)
class Sample:
    recording: Recording
    evidence: Evidence

    @property
    def usable(self) -> bool:
        """Whether its words are those that experts scored, at their places."""
        return bool(self.evidence.placed) and len(self.evidence.words) == len(self.recording.words)


_ROWS = re.compile(r"\[[^\[\]]*\]")  # of numbers: each on a line of its own

T = TypeVar("T")
Fitted = TypeVar("Fitted")


def fit(samples: Sequence[Sample], fluent: Sequence[Evidence], *, recogniser: str) -> Coefficients:
    """`fluent`: readings without a fault, which tell what the full mark is."""
    left = Featured(samples)
    sounds = table(left.used)
    words, found = left.words_by(OF_WORDS)
    ears_alone = [left.words_by(BY_RECOGNISER), left.words_by(BY_SOUNDS)]
    rows = left.sentences(found)
    regressed = {name: left.sentences_by(rows, name, OF_SENTENCES) for name in ASPECTS}
    aspects = {name: linear for name, (linear, _) in regressed.items()}
    best = {name: left.faultless(name, their) for name, (_, their) in regressed.items()}
    shown = curves(fluent, sounds, words, aspects, best)
    return Coefficients(
        recogniser=recogniser,
        language="en",
        sounds=sounds,
        words=words,
        by_recogniser=ears_alone[0][0],
        by_sounds=ears_alone[1][0],
        limits=_limits([list(chain(*found)) for _, found in ears_alone], left.wanted()),
        least_evidence=_least_evidence(left.used),
        aspects=aspects,
        errors={
            name: left.errors(rows, name, [*map(shown[name].value, their)])
            for name, (_, their) in regressed.items()
        },
        shown=shown,
    )


class Featured:
    """Samples that can be fitted on, and regressions on what is left of their features."""

    def __init__(self, samples: Iterable[Sample]) -> None:
        self.used = [sample for sample in samples if sample.usable]
        self._speakers = [one.recording.speaker for one in self.used]
        self._words = self._crossed(
            lambda at: table([self.used[place] for place in at]),
            lambda sounds, place: of_words(self.used[place].evidence, sounds),
        )

    def wanted(self) -> list[float]:
        return [value for one in self.used for value in one.recording.words]

    @property
    def names_of_words(self) -> list[str]:
        """All features that words have."""
        return list(self._words[0][0])

    def words_by(self, names: Sequence[str]) -> tuple[Linear, list[list[float]]]:
        """A regression on words, and what it finds in new voices."""

        def fitted(at: Sequence[int]) -> Linear:
            rows = [row for place in at for row in self._words[place]]
            wanted = [value for place in at for value in self.used[place].recording.words]
            return ridge(rows, wanted, names, bent=True)

        def found(linear: Linear, place: int) -> list[float]:
            return [bounded(linear.value(row)) for row in self._words[place]]

        return fitted(range(len(self.used))), self._crossed(fitted, found)

    def sentences(self, words: Sequence[Sequence[float]]) -> list[dict[str, float]]:
        """Features of the sentences, given what was found of their words."""
        return [of_sentence(one.evidence, mine) for one, mine in zip(self.used, words, strict=True)]

    def sentences_by(
        self, rows: Rows, aspect: str, names: Sequence[str]
    ) -> tuple[Linear, list[float]]:
        def fitted(at: Sequence[int]) -> Linear:
            wanted = [self.used[place].recording.aspects[aspect] for place in at]
            return ridge([rows[place] for place in at], wanted, names)

        def found(linear: Linear, place: int) -> float:
            return bounded(linear.value(rows[place]))

        return fitted(range(len(self.used))), self._crossed(fitted, found)

    def faultless(self, aspect: str, found: Sequence[float]) -> list[float]:
        """What was found of the readings in which experts found next to nothing."""
        given = [one.recording.aspects[aspect] for one in self.used]
        return [one for one, other in zip(found, given, strict=True) if other >= FAULTLESS]

    def errors(self, rows: Rows, aspect: str, found: Sequence[float]) -> Linear:
        """How far from the experts the score of a new voice is."""
        given = [one.recording.aspects[aspect] for one in self.used]
        far = [abs(one - other) for one, other in zip(found, given, strict=True)]
        return ridge(rows, far, _ERRORS_BY, strength=_STRENGTH_OF_ERRORS)

    def _crossed(
        self, fitted: Callable[[Sequence[int]], Fitted], found: Callable[[Fitted, int], T]
    ) -> list[T]:
        """What is found of each sample by what was fitted on other voices."""
        told = dict[int, T]()
        for part in parted(self._speakers, PARTS):
            held = [place for place, name in enumerate(self._speakers) if name in part]
            rest = [place for place, name in enumerate(self._speakers) if name not in part]
            taught = fitted(rest)
            told |= {place: found(taught, place) for place in held}
        return [told[place] for place in range(len(self._speakers))]


def table(samples: Sequence[Sample]) -> Sounds:
    """The table of sounds, from words that experts found well said."""
    told = [
        (phone.name, state)
        for one in samples
        for (phone, value), state in zip(_phones(one), one.evidence.states, strict=True)
        if value >= WELL
    ]
    return discriminants([name for name, _ in told], [state for _, state in told])


def _phones(sample: Sample) -> Iterator[tuple[Phone, float]]:
    """Each sound, with what experts gave its word."""
    for word, value in zip(sample.evidence.placed or (), sample.recording.words, strict=True):
        for phone in word.phones:
            yield phone, value


def _limits(ears_say: Sequence[Sequence[float]], given: Sequence[float]) -> tuple[float, float]:
    """Where both ears together find the most words that are wrong, precisely enough."""
    wrong = [value < MISPRONOUNCED for value in given]
    best, limits = 0, (0.0, 0.0)
    for one in _STEPS:
        for other in _STEPS:
            hits = [
                bad
                for bad, first, second in zip(wrong, *ears_say, strict=True)
                if first < one and second < other
            ]
            if sum(hits) > best and sum(hits) >= PRECISE * len(hits):
                best, limits = sum(hits), (one, other)
    return limits


def _least_evidence(samples: Sequence[Sample]) -> float:
    found = sorted(
        fmean(word.evidence for word in one.evidence.weighed)
        for one in samples
        if one.recording.aspects["total"] >= _UNDERSTOOD
    )
    return _PART * found[int(_HUNDREDTH * len(found))] if found else 0.0


def written(by: Coefficients) -> str:
    """The file that `Coefficients.read` reads: a line for each feature."""

    def told(linears: Mapping[str, Linear]) -> dict[str, object]:
        return {name: linear.told() for name, linear in linears.items()}

    whole = {
        "recogniser": by.recogniser,
        "language": by.language,
        "limits": list(by.limits),
        "least_evidence": round(by.least_evidence, 4),
        **told({"words": by.words, "by_recogniser": by.by_recogniser, "by_sounds": by.by_sounds}),
        "aspects": told(by.aspects),
        "errors": told(by.errors),
        "shown": {name: curve.told() for name, curve in by.shown.items()},
    }
    return _ROWS.sub(lambda row: " ".join(row[0].split()), json.dumps(whole, indent=1)) + "\n"


def write(by: Coefficients) -> None:
    folder = OUT / by.recogniser
    folder.mkdir(exist_ok=True)
    (folder / "coefficients.json").write_text(written(by))
    (folder / "sounds.json").write_text(by.sounds.told())


def main() -> None:
    place, _ = folder()
    recogniser, phonetician = ears()
    heard = [
        Sample(one, found) for one, found, _ in listened(recordings(place), recogniser, phonetician)
    ]
    write(fit(heard, fluent(recogniser, phonetician), recogniser=recogniser.name))
    progress(f"speech: fitted on {len(heard)} recordings")


if __name__ == "__main__":
    main()

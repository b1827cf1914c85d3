"""How well a sentence was read aloud: scores with their confidence, or no score and the reason.

The numbers in `fitted/` are ridge regressions on what experts said of learners of English, and
curves by which a reading without a fault gets the full mark (tests/bench/speech_fit.py makes them);
each folder holds for one recogniser and one language.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from math import erf, sqrt
from pathlib import Path
from statistics import fmean
from typing import Self

from backend.speech.evidence import Evidence
from backend.speech.features import of_sentence, of_words
from backend.speech.linear import Linear
from backend.speech.shown import Shown
from backend.speech.sounds import Sounds

_FITTED = Path(__file__).parent / "fitted"
BEST = 10.0
WORDS = "words"
ASPECTS = ("accuracy", "fluency", "prosody", "total")
CLOSE = 1.5  # points: a score this near to the experts' own is right; they differ among themselves
SURE = 0.6  # the confidence below which no score is told
_SHORTEST = 0.3  # seconds of speech
_LONGEST = 30.0  # seconds
_LEAST_ERROR = 0.3  # points: no expectation of an error is smaller
_STRANGE = 3  # features out of all that was seen: a recording of another kind
_OF_MEAN = sqrt(2 / 3.14159265)  # mean absolute error of a normal distribution, in deviations


class Reason(StrEnum):
    """Why there is no score. None of them is the learner's fault."""

    no_speech = "no_speech"
    too_long = "too_long"  # the recogniser weighs words in half a minute at most
    other_words = "other_words"  # most of what was heard is not this sentence
    not_placed = "not_placed"  # no model of this language's sounds, or the words were not found
    strange = "strange"  # unlike every recording that experts scored
    unsure = "unsure"


@dataclass(frozen=True)
class Score:
    """`value`: 0-10, 10 where nothing is left to improve. `confidence`: how probably experts would
    give something `CLOSE` to it, 0-1."""

    value: float
    confidence: float

    @property
    def told(self) -> float | None:
        return self.value if self.confidence >= SURE else None


@dataclass(frozen=True)
class WordScore:
    """`mispronounced` needs both ears: the recogniser's and the sounds' own."""

    word: str
    value: float
    mispronounced: bool


@dataclass(frozen=True)
class Scored:
    """`aspects`: a score for each of `ASPECTS`. With a reason, nothing of it should be told."""

    aspects: Mapping[str, Score]
    words: tuple[WordScore, ...]
    reason: Reason | None


@dataclass(frozen=True)
class Coefficients:
    """`shown`: of the words and each aspect, what is shown of what a regression finds; `errors`:
    how far from the experts that usually is, in points. A word is flagged where `by_recogniser` and
    `by_sounds`, what each ear alone would give it, both stay below `limits`."""

    recogniser: str
    language: str
    sounds: Sounds
    words: Linear
    by_recogniser: Linear
    by_sounds: Linear
    limits: tuple[float, float]
    least_evidence: float
    aspects: Mapping[str, Linear]
    errors: Mapping[str, Linear]
    shown: Mapping[str, Shown]

    @classmethod
    def read(cls, text: str, sounds: Sounds) -> Self:
        """Raises ValueError or KeyError for what is none."""
        told = json.loads(text)
        one, other = told["limits"]
        return cls(
            recogniser=told["recogniser"],
            language=told["language"],
            sounds=sounds,
            words=Linear.read(told["words"]),
            by_recogniser=Linear.read(told["by_recogniser"]),
            by_sounds=Linear.read(told["by_sounds"]),
            limits=(one, other),
            least_evidence=told["least_evidence"],
            aspects={name: Linear.read(told["aspects"][name]) for name in ASPECTS},
            errors={name: Linear.read(told["errors"][name]) for name in ASPECTS},
            shown={name: Shown.read(told["shown"][name]) for name in (WORDS, *ASPECTS)},
        )


@cache
def shipped(recogniser: str) -> Coefficients | None:
    """What was fitted on the evidence of this recogniser; None where nothing was."""
    if recogniser not in (folder.name for folder in _FITTED.iterdir()):
        return None
    sounds = Sounds.read((_FITTED / recogniser / "sounds.json").read_text())
    return Coefficients.read((_FITTED / recogniser / "coefficients.json").read_text(), sounds)


def score(evidence: Evidence, by: Coefficients) -> Scored:
    """Scores of a sentence that was read aloud; `by` must be of the same recogniser."""
    reason = _nothing_to_score(evidence)
    if reason:
        return Scored({}, (), reason)
    rows = of_words(evidence, by.sounds)
    found = [bounded(by.words.value(row)) for row in rows]
    features = of_sentence(evidence, found)
    aspects = {name: _scored(features, by, name) for name in ASPECTS}
    return Scored(
        aspects,
        tuple(map(partial(_word_score, by), evidence.words, found, rows)),
        _doubt(evidence, features, by, aspects["total"]),
    )


def _word_score(
    by: Coefficients, word: str, found: float, features: Mapping[str, float]
) -> WordScore:
    ears = (by.by_recogniser, by.by_sounds)
    low = [ear.value(features) < limit for ear, limit in zip(ears, by.limits, strict=True)]
    return WordScore(word, by.shown[WORDS].value(found), all(low))


def _scored(features: Mapping[str, float], by: Coefficients, name: str) -> Score:
    error = max(_LEAST_ERROR, by.errors[name].value(features))
    found = by.aspects[name].value(features)
    return Score(by.shown[name].value(found), closeness(error))


def closeness(error: float) -> float:
    """How probably a score is within `CLOSE` points, whose mean absolute error is this."""
    return erf(CLOSE / (error / _OF_MEAN) / sqrt(2))


def _nothing_to_score(evidence: Evidence) -> Reason | None:
    if sum(one.seconds for one in evidence.heard.stretches) < _SHORTEST:
        return Reason.no_speech
    if evidence.seconds > _LONGEST:
        return Reason.too_long
    return None if evidence.placed else Reason.not_placed


def _doubt(
    evidence: Evidence, features: Mapping[str, float], by: Coefficients, total: Score
) -> Reason | None:
    if fmean(one.evidence for one in evidence.weighed) < by.least_evidence:
        return Reason.other_words
    if len(by.aspects["total"].strange(features)) >= _STRANGE:
        return Reason.strange
    return None if total.told is not None else Reason.unsure


def bounded(value: float) -> float:
    return min(BEST, max(0.0, value))

"""One sentence read aloud in numbers: for each word, and for the whole. Of every number it is said
what it is, in which unit, and from where the thought comes. None is a score yet.

Evidence of the recogniser is the posterior that teacher forcing gives (Radford et al. 2022, as in
whisper's own alignment) less its prior; fits of sounds are a goodness of pronunciation in the
manner of Witt and Young (2000), against the best of the sounds that could be there.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import log
from statistics import fmean

from rapidfuzz.distance import Levenshtein

from backend.speech.aligning import Aligned, Status, error_rate
from backend.speech.evidence import Evidence
from backend.speech.heard import Heard, Placed, Weighed
from backend.speech.sounds import Posterior, Sounds
from backend.speech.timing import squeezed_share, timing_of
from backend.speech.words import plain

_CAPPED = 1.5  # of error rates, which have no end
_DOUBTED = -2.0  # nats: a sound less likely than this is another one, more likely than not
_SURE = -1.0  # nats: a word more likely than this is found without effort

# Two ears, each a signal of its own: a word is called mispronounced where both say so.
BY_RECOGNISER = ("likelihood", "worst", "evidence", "said", "likeness", "probability", "letters")
BY_SOUNDS = (
    *("fit", "fit_mean", "fit_worst", "fit_second", "pace", "squeezed", "pause_before", "letters"),
    *("posterior", "posterior_worst", "posterior_second", "doubted", "recognised"),
)


def of_words(evidence: Evidence, sounds: Sounds) -> list[dict[str, float]]:
    """For each word of the sentence; the sounds must have been placed.

    likelihood, worst  natural logarithms of the recogniser's probability of the word, mean and
                       least of its pieces, nats, ≤ 0
    evidence           of that, what the recording adds to what spelling and grammar let expect
    said               1 where the transcript has the word, else 0
    likeness           of the word that was heard in its place, letters in common, 0-1
    probability        of the word that was heard in its place, 0-1; 0 for none
    fit                mean fit of its sounds by time, nats a frame
    fit_mean           mean of the fits of its sounds, each counting once
    fit_worst          the least of them
    fit_second         the least but one
    pace               natural logarithm of seconds a sound
    squeezed           share of its sounds that got no time, 0-1
    pause_before       log(1 + seconds of silence before it)
    posterior          mean of the logarithms of its sounds' posteriors, nats, ≤ 0; also the least
    ..._worst, _second and the least but one
    doubted            share of its sounds that another one explains much better, 0-1
    recognised         share of its sounds that are the likeliest ones, 0-1
    letters            logarithm of their number
    """
    placed = evidence.placed or ()
    if len(placed) != len(evidence.words):
        raise ValueError("no features of words without the places of their sounds")
    pauses = [0.0, *(max(0.0, after.start - before.end) for before, after in pairwise(placed))]
    posteriors = posteriors_of(evidence, sounds)
    return [
        {
            **_recognised(one, weighed),
            **_sounded(word, pause),
            **_posteriors([each.value for each in told]),
            "recognised": fmean(map(Posterior.is_of, told, (phone.name for phone in word.phones))),
            "letters": log(len(word.word)),
        }
        for one, weighed, word, pause, told in zip(
            _in_place(evidence.aligned), evidence.weighed, placed, pauses, posteriors, strict=True
        )
    ]


def posteriors_of(evidence: Evidence, sounds: Sounds) -> list[list[Posterior]]:
    """Of each sound of each word."""
    states = iter(evidence.states)
    return [
        [sounds.posterior(phone.name, next(states)) for phone in word.phones]
        for word in evidence.placed or ()
    ]


def of_sentence(evidence: Evidence, words: Sequence[float]) -> dict[str, float]:
    """For the whole; the sounds must have been placed. `words`: what was found of each, 0-10.

    likelihood, evidence  means over words, nats
    evidence_low     mean of the weakest quarter of words
    sure             share of words that the recogniser finds without effort, 0-1
    heard            mean logarithm of the probability of the transcript, nats
    gap              what the sentence is less likely than the transcript, nats
    error_rate       WER of the transcript, 0 to 1.5
    probability      mean of the words heard, 0-1
    silence          the recogniser's probability that nobody speaks, 0-1
    fit, fit_low     fit of sounds: mean, and mean of the worst fifth, nats a frame
    words, words_low what was found of words: mean, and mean of the weakest quarter, 0-10
    and the timing of `timing_of`
    """
    if not evidence.placed:
        raise ValueError("no features of a sentence without the places of its sounds")
    fits = [phone.fit for word in evidence.placed for phone in word.phones]
    return {
        **_weights(evidence.weighed),
        **_transcript(evidence.heard, evidence.aligned),
        "gap": fmean(one.likelihood for one in evidence.weighed) - evidence.heard.likelihood,
        "fit": fmean(fits),
        "fit_low": lowest(fits, 0.2),
        "words": fmean(words),
        "words_low": lowest(words, 0.25),
        **timing_of(evidence.placed, evidence.heard.stretches),
    }


def lowest(values: Sequence[float], share: float) -> float:
    """The mean of the least values, one at least."""
    return fmean(sorted(values)[: max(1, round(len(values) * share))])


def _in_place(aligned: Sequence[Aligned]) -> list[Aligned]:
    return [one for one in aligned if one.place is not None]


def _recognised(one: Aligned, weighed: Weighed) -> dict[str, float]:
    return {
        "likelihood": weighed.likelihood,
        "worst": weighed.worst,
        "evidence": weighed.evidence,
        "said": float(one.status is Status.said),
        "likeness": _likeness(one),
        "probability": one.heard.probability if one.heard else 0.0,
    }


def _likeness(one: Aligned) -> float:
    if one.heard is None or one.target is None:
        return 0.0
    return Levenshtein.normalized_similarity(plain(one.target), plain(one.heard.text))


def _sounded(word: Placed, pause: float) -> dict[str, float]:
    fits = sorted(phone.fit for phone in word.phones)
    return {
        "fit": word.fit,
        "fit_mean": fmean(fits),
        "fit_worst": fits[0],
        "fit_second": fits[min(1, len(fits) - 1)],
        "pace": log((word.end - word.start) / len(word.phones)),
        "squeezed": squeezed_share(word),
        "pause_before": log(1 + pause),
    }


def _posteriors(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "posterior": fmean(values),
        "posterior_worst": ordered[0],
        "posterior_second": ordered[min(1, len(ordered) - 1)],
        "doubted": fmean(value < _DOUBTED for value in values),
    }


def _weights(weighed: Sequence[Weighed]) -> dict[str, float]:
    evidence = [one.evidence for one in weighed]
    return {
        "likelihood": fmean(one.likelihood for one in weighed),
        "evidence": fmean(evidence),
        "evidence_low": lowest(evidence, 0.25),
        "sure": fmean(one.likelihood > _SURE for one in weighed),
    }


def _transcript(heard: Heard, aligned: Sequence[Aligned]) -> dict[str, float]:
    return {
        "heard": heard.likelihood,
        "error_rate": min(_CAPPED, error_rate(aligned)),
        "probability": fmean(word.probability for word in heard.words) if heard.words else 0.0,
        "silence": heard.silence,
    }

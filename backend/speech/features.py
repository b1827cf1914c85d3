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

# What scores are made of. The other numbers add nothing to these in new voices, or are not of the
# reading itself: how still a room is. The benchmark tells what each one adds, or would.
# Two ears, each a signal of its own: a word is called mispronounced where both say so.
BY_RECOGNISER = ("likelihood", "evidence", "likeness", "letters")
BY_SOUNDS = (
    *("fit", "fit_worst", "posterior", "posterior_worst", "recognised"),
    *("pace", "pause_before", "letters"),
)
OF_WORDS = tuple(dict.fromkeys((*BY_RECOGNISER, *BY_SOUNDS)))
OF_SENTENCES = (
    *("evidence", "fit", "words", "words_low"),
    *("phone_rate", "pause_share", "pause_rate", "longest_pause", "stretch_rate"),
    *("vowel_share", "vowel_rhythm"),
)


def of_words(evidence: Evidence, sounds: Sounds) -> list[dict[str, float]]:
    """For each word of the sentence; the sounds must have been placed.

    likelihood       natural logarithm of the recogniser's probability of the word, mean of its
                     pieces, nats, ≤ 0
    evidence         of that, what the recording adds to what spelling and grammar let expect
    said             1 where the transcript has the word, else 0
    likeness         of the word that was heard in its place, letters in common, 0-1
    probability      of the word that was heard in its place, 0-1; 0 for none
    fit, fit_worst   fit of its sounds: mean by time, and the least, nats a frame
    posterior        mean of the logarithms of its sounds' posteriors, nats, ≤ 0
    posterior_worst  the least of them
    recognised       share of its sounds that are the likeliest ones, 0-1
    pace             natural logarithm of seconds a sound
    squeezed         share of its sounds that got no time, 0-1
    pause_before     log(1 + seconds of silence before it)
    letters          logarithm of their number
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
            **_told(word, told),
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

    evidence     mean over words, nats
    heard        mean logarithm of the probability of the transcript, nats
    error_rate   WER of the transcript, 0 to 1.5
    probability  mean of the words heard, 0-1
    silence      the recogniser's probability that nobody speaks, 0-1
    fit          mean fit of sounds, nats a frame
    words        what was found of words: mean, 0-10
    words_low    mean of the weakest quarter
    and the timing of `timing_of`
    """
    if not evidence.placed:
        raise ValueError("no features of a sentence without the places of its sounds")
    return {
        **_transcript(evidence.heard, evidence.aligned),
        "evidence": fmean(one.evidence for one in evidence.weighed),
        "fit": fmean(phone.fit for word in evidence.placed for phone in word.phones),
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
    return {
        "fit": word.fit,
        "fit_worst": min(phone.fit for phone in word.phones),
        "pace": log((word.end - word.start) / len(word.phones)),
        "squeezed": squeezed_share(word),
        "pause_before": log(1 + pause),
    }


def _told(word: Placed, posteriors: Sequence[Posterior]) -> dict[str, float]:
    pairs = zip(word.phones, posteriors, strict=True)
    return {
        "posterior": fmean(one.value for one in posteriors),
        "posterior_worst": min(one.value for one in posteriors),
        "recognised": fmean(one.likeliest == phone.name for phone, one in pairs),
    }


def _transcript(heard: Heard, aligned: Sequence[Aligned]) -> dict[str, float]:
    return {
        "heard": heard.likelihood,
        "error_rate": min(_CAPPED, error_rate(aligned)),
        "probability": fmean(word.probability for word in heard.words) if heard.words else 0.0,
        "silence": heard.silence,
    }

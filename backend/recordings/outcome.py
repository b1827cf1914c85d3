"""Pure: what is made of a recording once it was heard, and what is not made of it.

Where it is doubtful whether anybody has said anything, or the sentence that was asked for, nothing
is scored and no attempt counts: a learner is never told of mistakes that the ear has made.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from statistics import fmean

from backend.exercises.aloud import Aloud, SpeechScore, WordSaid, WordState
from backend.recordings.schemas import Outcome
from backend.speech.aligning import Aligned, Status, share_said
from backend.speech.heard import Guess, Heard, HeardWord, Sound
from backend.speech.scoring import BEST, Reason, Scored, WordScore
from backend.speech.words import is_hesitation

SHORTEST = 0.5  # seconds of recording: below it a finger has slipped
LEAST_SPEECH = 0.2  # seconds in which somebody speaks
QUIET = -50.0  # dB of full scale: nothing louder is heard in a silent room
NOBODY = 0.6  # probability that nobody speaks, from which on
DOUBTFUL = -1.0  # a transcript as unlikely as this (mean log probability) was made up
UNCLEAR = -1.3  # and one as unlikely as this is none, whoever speaks
ANOTHER = 0.3  # of the words of the sentence; where fewer are heard, another one was said
SURE = 0.9  # of the words; where so many are heard, no score needs to agree
UNSURE_WORD = 0.35  # probability of a word below which it is shown as unclear
FINE = 0.7 * BEST  # what a word is worth that both ears take for well said
SURE_OF_LANGUAGE = 0.8  # probability from which on somebody speaks another one
UNSURE = 0.6  # clarity below which what was said freely may be in another language
MOST_SHOWN = 1500  # characters of a transcript that are kept
_SAMPLED = 7  # every seventh sample tells how loud it is
_SILENT = -120.0
_NEAR = {"bg": ("mk",), "nl": ("af",), "sr": ("bs", "hr", "sl")}
"""Languages that an ear takes for one another."""
_STATES = {
    Status.said: WordState.said,
    Status.unclear: WordState.unclear,
    Status.missing: WordState.missing,
    Status.extra: WordState.extra,
}


@dataclass(frozen=True)
class Found:
    """What was said; `text` is it without hesitations, as it is judged."""

    text: str
    aloud: Aloud


def loudness(sound: Sound) -> float:
    """Root mean square in dB of full scale, 0 at most; -120 for nothing at all."""
    samples = array("h", sound.pcm)[::_SAMPLED]
    if not samples:
        return _SILENT
    power = sum(one * one for one in samples) / len(samples)
    return max(_SILENT, 10 * log10(power / 32768**2)) if power else _SILENT


def nothing_said(sound: Sound, heard: Heard) -> Outcome | None:
    """Why there is nothing to be judged; None where there is something."""
    if sound.seconds < SHORTEST:
        return Outcome.too_short
    spoken = sum(stretch.seconds for stretch in heard.stretches)
    if not heard.words or spoken < LEAST_SPEECH:
        return Outcome.silence if loudness(sound) < QUIET else Outcome.noise
    if heard.silence > NOBODY and heard.likelihood < DOUBTFUL:
        return Outcome.noise
    return Outcome.unclear if heard.likelihood < UNCLEAR else None


def not_the_sentence(aligned: Sequence[Aligned], scored: Scored | None) -> Outcome | None:
    """Why a recording is not judged as the reading of a sentence; None where it is."""
    share = share_said(aligned)
    if share < ANOTHER:
        return Outcome.other_sentence
    if scored is None or share >= SURE:
        return None
    return _DOUBTS.get(scored.reason) if scored.reason else None


def is_another(guess: Guess | None, language: str) -> bool:
    """Whether another language was clearly spoken. Not of one that is nearly the same, and not
    where the ear knows one language alone."""
    if guess is None or guess.probability < SURE_OF_LANGUAGE:
        return False
    return guess.language not in (language, *_NEAR.get(language, ()))


_DOUBTS = {
    Reason.no_speech: Outcome.silence,
    Reason.other_words: Outcome.other_sentence,
    Reason.strange: Outcome.unclear,
    Reason.unsure: Outcome.unclear,
}


def read_out(heard: Heard, aligned: Sequence[Aligned], scored: Scored | None) -> Found:
    """A sentence that was to be said, word by word, with its scores where they can be told."""
    told = scored if scored is not None and scored.reason is None else None
    words = tuple(_word(one, told) for one in aligned)
    aloud = Aloud(transcript=shown(heard), words=words, score=told and _score(told))
    return Found(fluent(heard.words), aloud)


def said_freely(heard: Heard) -> Found:
    """What somebody has said in their own words."""
    words = tuple(
        WordSaid(
            text=word.text,
            state=WordState.unclear if word.probability < UNSURE_WORD else WordState.said,
        )
        for word in heard.words
    )
    return Found(fluent(heard.words), Aloud(transcript=shown(heard), words=words))


def shown(heard: Heard) -> str:
    """Hesitations and all."""
    return heard.text[:MOST_SHOWN]


def fluent(words: Sequence[HeardWord]) -> str:
    """Without hesitations."""
    kept = [word.text for word in words if not is_hesitation(_bare(word.text))]
    return " ".join(kept)[:MOST_SHOWN]


def _bare(word: str) -> str:
    return word.strip(".,;:!?…-–—\"'«»„“”()")


def _word(one: Aligned, scored: Scored | None) -> WordSaid:
    text = one.target if one.target is not None else (one.heard.text if one.heard else "")
    if one.place is None or scored is None:
        return WordSaid(text=text, state=_STATES[one.status])
    score = scored.words[one.place]
    return WordSaid(text=text, state=_state(one, score), score=_of_hundred(score.value))


def _state(one: Aligned, score: WordScore) -> WordState:
    """What one ear alone has misheard is nobody's fault: both must doubt a word."""
    if one.status is Status.missing:
        return WordState.missing
    if score.mispronounced:
        return WordState.unclear
    fine = one.status is Status.said or score.value >= FINE
    return WordState.said if fine else WordState.unclear


def _score(scored: Scored) -> SpeechScore:
    values = {name: _of_hundred(score.value) for name, score in scored.aspects.items()}
    return SpeechScore(**values, confidence=scored.aspects["total"].confidence)


def _of_hundred(value: float) -> float:
    return round(100 * value / BEST, 1)


def clarity(heard: Heard) -> float:
    """How sure the ear is of its words, 0 to 1."""
    return fmean(word.probability for word in heard.words) if heard.words else 0.0

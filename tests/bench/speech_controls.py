"""What must not be scored: silence, noise, and readings of another sentence."""

from collections.abc import Sequence

import numpy as np

from backend.speech.evidence import examine
from backend.speech.heard import RATE, Phonetician, Recogniser, Sound
from backend.speech.scoring import Coefficients, score
from tests.bench.report import Reporter, at_most, progress
from tests.bench.speech_data import Recording
from tests.bench.speech_fit import Sample
from tests.bench.speech_listen import decoded

_SECONDS = 5
_LOUDNESS = (0.0, 0.001, 0.01, 0.1)  # of full scale
_SWAPPED = 40
_SENTENCE = "THE WEATHER WAS SO GOOD THAT THEY WENT FOR A WALK"
_SEED = 7


def tell_controls(
    report: Reporter,
    samples: Sequence[Sample],
    recogniser: Recogniser,
    phonetician: Phonetician,
    by: Coefficients,
) -> None:
    progress("speech: silence, noise and other sentences")
    empty = [examine(sound, _SENTENCE, "en", recogniser, phonetician) for sound in _noises()]
    invented = sum(len(one.heard.words) for one in empty)
    report("silence and noise", "words invented", invented, "words", at_most(0))
    refused = sum(score(one, by).reason is not None for one in empty)
    report("silence and noise", "abstention", refused / len(empty), "of recordings")
    heard = [
        examine(decoded(voice), text, "en", recogniser, phonetician)
        for voice, text in _swapped([one.recording for one in samples])
    ]
    refused = sum(score(one, by).reason is not None for one in heard)
    report("another sentence was read", "abstention", refused / len(heard), "of recordings")


def _noises() -> list[Sound]:
    chance = np.random.default_rng(_SEED)
    shape = _SECONDS * RATE
    white = [chance.normal(0, loud, shape) for loud in _LOUDNESS]
    hum = 0.1 * np.sin(2 * np.pi * 100 * np.arange(shape) / RATE)
    return [Sound((np.clip(one, -1, 1) * 32767).astype("<i2").tobytes()) for one in (*white, hum)]


def _swapped(voices: Sequence[Recording]) -> list[tuple[Recording, str]]:
    """Some recordings, each with the sentence of the one before it, where that differs."""
    step = max(1, len(voices) // _SWAPPED)
    chosen = voices[::step]
    pairs = zip(chosen[1:], chosen, strict=False)
    return [(voice, other.text) for voice, other in pairs if voice.text != other.text]

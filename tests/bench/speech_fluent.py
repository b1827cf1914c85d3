"""Readings without a fault, by which it is told what the full mark is: the local voice, at its own
speed and, played slower and faster, as a lower and a higher voice (as Ko et al. 2015 make new
speakers of old ones). The sentences are none of those that the control is read by."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress

import numpy as np

from backend.gateways.decoding import decode
from backend.gateways.speaking import NoAnswer, Speaker
from backend.gateways.speaking_local import LocalSpeaker
from backend.speech.evidence import Evidence, examine
from backend.speech.heard import Phonetician, Recogniser, Sound
from tests.bench.report import progress
from tests.bench.speech_sentences import FLUENT

VOICE = "piper-joe"  # what else reads on this machine reads like a machine
_TRIES = 5
SPEEDS = (0.9, 1.0, 1.1)


def fluent(recogniser: Recogniser, phonetician: Phonetician) -> list[Evidence]:
    """Raises NoVoice."""
    return [
        examine(sound, sentence, "en", recogniser, phonetician)
        for sound, sentence in _readings(LocalSpeaker())
    ]


def _readings(speaker: Speaker) -> Iterator[tuple[Sound, str]]:
    progress(f"speech: {len(FLUENT)} sentences, read well at {len(SPEEDS)} speeds")
    for sentence in FLUENT:
        sound = read(speaker, sentence)
        for speed in SPEEDS:
            yield faster(sound, speed), sentence


def read(speaker: Speaker, sentence: str) -> Sound:
    """Raises NoVoice; NoAnswer where it takes too long again and again."""
    for _ in range(_TRIES):
        # The machine may have other work, and this has time.
        with suppress(NoAnswer):
            return decode(asyncio.run(speaker.speak(sentence, "en")))
    raise NoAnswer("the voice of this machine takes too long")


def faster(sound: Sound, speed: float) -> Sound:
    """Played so many times as fast, and as high."""
    samples = np.frombuffer(sound.pcm, dtype="<i2").astype(float)
    places = np.arange(int(len(samples) / speed)) * speed
    return Sound(np.interp(places, np.arange(len(samples)), samples).astype("<i2").tobytes())

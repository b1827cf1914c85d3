"""Listening to many recordings as a worker would: both ears, one recording after the other."""

import os
from collections.abc import Iterator, Sequence
from time import perf_counter, process_time
from typing import NamedTuple

from backend.gateways.asr import DEFAULT_MODEL, Whisper
from backend.gateways.decoding import SoundError, decode
from backend.gateways.phones import Sphinx
from backend.speech.evidence import Evidence, examine
from backend.speech.heard import Phonetician, Recogniser, Sound
from tests.bench.report import progress
from tests.bench.speech_data import Recording

CORES = 2
_TOLD = 50


class Spent(NamedTuple):
    """Seconds: of the clock, and of all processor cores, whoever else is at work."""

    clock: float
    work: float


def ears() -> tuple[Recogniser, Phonetician]:
    """Those of the product, on two cores or as many as OMP_NUM_THREADS says."""
    threads = int(os.environ.get("OMP_NUM_THREADS", CORES))
    return Whisper(os.environ.get("PARLEY_ASR_MODEL", DEFAULT_MODEL), threads=threads), Sphinx()


def decoded(voice: Recording) -> Sound:
    return decode(voice.voice.read_bytes())


def listened(
    voices: Sequence[Recording], recogniser: Recogniser, phonetician: Phonetician
) -> Iterator[tuple[Recording, Evidence, Spent]]:
    """Each recording with what was heard of it, and what that took, decoding included."""
    for count, one in enumerate(voices, start=1):
        begun, worked = perf_counter(), process_time()
        try:
            sound = decoded(one)
        except (SoundError, OSError) as error:
            progress(f"speech: {one.name} is left out: {error}")
            continue
        evidence = examine(sound, one.text, "en", recogniser, phonetician)
        yield one, evidence, Spent(perf_counter() - begun, process_time() - worked)
        if count % _TOLD == 0:
            progress(f"speech: listened to {count} of {len(voices)}")

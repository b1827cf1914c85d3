"""What must not be scored: silence, noise, and readings of another sentence."""

from collections.abc import Sequence

from backend.recordings.outcome import nothing_said
from backend.speech.evidence import examine
from backend.speech.heard import Phonetician, Recogniser
from backend.speech.scoring import Coefficients, score
from tests.bench.report import Reporter, at_most, progress
from tests.bench.speech_data import Recording
from tests.bench.speech_fit import Sample
from tests.bench.speech_listen import decoded
from tests.bench.speech_noises import noises

_SWAPPED = 40
_SENTENCE = "THE WEATHER WAS SO GOOD THAT THEY WENT FOR A WALK"


def tell_controls(
    report: Reporter,
    samples: Sequence[Sample],
    recogniser: Recogniser,
    phonetician: Phonetician,
    by: Coefficients,
) -> None:
    progress("speech: silence, noise and other sentences")
    _tell_noises(report, recogniser, phonetician, by)
    heard = [
        examine(decoded(voice), text, "en", recogniser, phonetician)
        for voice, text in _swapped([one.recording for one in samples])
    ]
    refused = sum(score(one, by).reason is not None for one in heard)
    report("another sentence was read", "abstention", refused / len(heard), "of recordings")


def _tell_noises(
    report: Reporter, recogniser: Recogniser, phonetician: Phonetician, by: Coefficients
) -> None:
    """What is not `nothing_said` would have a transcript, and be an attempt."""
    sounds = noises().values()
    found = [examine(sound, _SENTENCE, "en", recogniser, phonetician) for sound in sounds]
    case = f"{len(found)} recordings of silence and noise"
    report(case, "words invented", sum(len(one.heard.words) for one in found), "words", at_most(0))
    pairs = zip(sounds, found, strict=True)
    taken = sum(nothing_said(sound, one.heard) is None for sound, one in pairs)
    report(case, "attempts", taken, "recordings", at_most(0))
    scored = sum(score(one, by).reason is None for one in found)
    report(case, "scores", scored, "recordings", at_most(0))


def _swapped(voices: Sequence[Recording]) -> list[tuple[Recording, str]]:
    """Some recordings, each with the sentence of the one before it, where that differs."""
    step = max(1, len(voices) // _SWAPPED)
    chosen = voices[::step]
    pairs = zip(chosen[1:], chosen, strict=False)
    return [(voice, other.text) for voice, other in pairs if voice.text != other.text]

"""When a sentence was read: rates, pauses and rhythm, from the places of its words and sounds.

Sources: speech and articulation rate, pauses as measures of fluency: Cucchiarini, Strik and Boves
(2000, 2002); rhythm: %V of Ramus, Nespor and Mehler (1999), nPVI of Grabe and Low (2002).
"""

from collections.abc import Sequence
from itertools import pairwise
from math import log
from statistics import fmean, pstdev

from backend.speech.heard import Phone, Placed, Stretch

PAUSE = 0.15  # seconds: shorter silences belong to sounds, as before "t"
SQUEEZED = 0.03  # seconds: the least that an aligner gives a sound, where it finds none
_VOWEL = tuple("AEIOU")


def timing_of(placed: Sequence[Placed], stretches: Sequence[Stretch]) -> dict[str, float]:
    """Of one sentence; `placed` must not be empty. None of it is of the sentence's length: experts
    give long ones less, but a perfect reading of one is perfect.

    phone_rate         natural logarithm of sounds a second, pauses included
    articulation_rate  the same without them
    pause_share        silence between words, of the time from the first sound to the last, 0-1
    pause_rate         pauses of `PAUSE` or more, a second
    longest_pause      log(1 + seconds)
    duration_spread    standard deviation of the logarithms of the durations of sounds
    squeezed           share of the sounds as short as `SQUEEZED`
    vowel_share        %V: vowels, of the time of all sounds, 0-1
    vowel_rhythm       nPVI of vowels, 0-2: how much each differs from the next
    voiced_share       time in which somebody speaks, of the whole reading, 0-1
    stretch_rate       stretches of speech a second
    """
    phones = [phone for word in placed for phone in word.phones]
    span = max(SQUEEZED, placed[-1].end - placed[0].start)
    pauses = [max(0.0, after.start - before.end) for before, after in pairwise(placed)]
    spoken = sum(phone.seconds for phone in phones)
    within = [one for one in stretches if one.end > placed[0].start and one.start < placed[-1].end]
    return {
        "phone_rate": log(len(phones) / span),
        "articulation_rate": log(len(phones) / spoken),
        "pause_share": sum(pauses) / span,
        "pause_rate": sum(pause >= PAUSE for pause in pauses) / span,
        "longest_pause": log(1 + max(pauses, default=0.0)),
        "duration_spread": pstdev(log(phone.seconds) for phone in phones),
        "squeezed": fmean(_is_squeezed(phone) for phone in phones),
        "voiced_share": min(1.0, sum(one.seconds for one in within) / span),
        "stretch_rate": len(within) / span,
        **_rhythm(phones, spoken),
    }


def squeezed_share(word: Placed) -> float:
    return fmean(_is_squeezed(phone) for phone in word.phones)


def _is_squeezed(phone: Phone) -> bool:
    return phone.seconds <= SQUEEZED * 1.01  # what floats make of three hundredths


def _rhythm(phones: Sequence[Phone], spoken: float) -> dict[str, float]:
    vowels = [phone.seconds for phone in phones if phone.name.startswith(_VOWEL)]
    unlike = [2 * abs(one - other) / (one + other) for one, other in pairwise(vowels)]
    return {
        "vowel_share": sum(vowels) / spoken,
        "vowel_rhythm": fmean(unlike) if unlike else 0.0,
    }

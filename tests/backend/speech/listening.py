"""Evidence made up for tests of what is made of it."""

from collections.abc import Sequence

from backend.speech.aligning import align
from backend.speech.evidence import Evidence
from backend.speech.heard import Heard, HeardWord, Phone, Placed, Stretch, Weighed

STATES = 384  # numbers of the recogniser's own that come with each sound
NEUTRAL = (0.0,) * STATES


def heard(text: str, *, probability: float = 0.9) -> tuple[HeardWord, ...]:
    """Words of half a second each, one after the other."""
    return tuple(
        HeardWord(word, place / 2, place / 2 + 0.5, probability)
        for place, word in enumerate(text.split())
    )


def placed(words: Sequence[str], *, fit: float = -1.0, pause: float = 0.0) -> tuple[Placed, ...]:
    """A sound of a tenth of a second for each letter, and a pause after each word."""
    found, start = list[Placed](), 0.3
    for word in words:
        phones = tuple(
            Phone(letter.upper(), start + place * 0.1, 0.1, fit)
            for place, letter in enumerate(word)
        )
        found.append(Placed(word, phones))
        start += len(word) * 0.1 + pause
    return tuple(found)


def evidence(
    sentence: str,
    *,
    said: str | None = None,
    likelihood: float = -0.5,
    unheard: float = -6.0,
    fit: float = -1.0,
    pause: float = 0.0,
) -> Evidence:
    words = tuple(sentence.split())
    what = heard(sentence if said is None else said)
    there = placed(words, fit=fit, pause=pause)
    stretches = (Stretch(there[0].start, there[-1].end),)
    return Evidence(
        there[-1].end + 0.5,
        words,
        Heard(what, stretches, likelihood, 0.05),
        tuple(align(words, what)),
        tuple(Weighed(likelihood, unheard) for _ in words),
        there,
        tuple(NEUTRAL for word in there for _ in word.phones),
    )

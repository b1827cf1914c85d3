"""A recogniser that is lost says the same over and over. A learner does so two or three times."""

from collections.abc import Sequence

from backend.speech.heard import HeardWord
from backend.speech.words import plain

KEPT = 3  # times that the same words in a row are believed
_LONGEST = 6  # words of what is repeated


def unlooped(words: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    """The words, with no run of them more than `KEPT` times in a row."""
    kept = list[HeardWord]()
    said = list[str]()
    for word in words:
        kept.append(word)
        said.append(plain(word.text))
        for size in range(1, _LONGEST + 1):
            if _loops(said, size):
                del kept[-size:], said[-size:]
                break
    return tuple(kept)


def _loops(said: list[str], size: int) -> bool:
    last = said[-size * (KEPT + 1) :]
    return len(last) == size * (KEPT + 1) and last == said[-size:] * (KEPT + 1)

"""Everything that was heard of one sentence read aloud, side by side. Pure but for its ears."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.speech.aligning import Aligned, align
from backend.speech.contexts import weighed
from backend.speech.heard import Heard, Phonetician, Placed, Recogniser, Sound, Stretch, Weighed
from backend.speech.words import plain, words_of


@dataclass(frozen=True)
class Evidence:
    """`weighed` and `placed` have one entry for each word of the sentence; `placed` is None where
    the language has no phonetician, or the words could not be placed. `states` has what the
    recogniser makes of each sound of `placed`, in its order."""

    seconds: float
    words: tuple[str, ...]
    heard: Heard
    aligned: tuple[Aligned, ...]
    weighed: tuple[Weighed, ...]
    placed: tuple[Placed, ...] | None
    states: tuple[Sequence[float], ...]


def examine(
    sound: Sound,
    sentence: str,
    language: str,
    recogniser: Recogniser,
    phonetician: Phonetician | None,
) -> Evidence:
    """Listen for a sentence. Takes a fraction of the recording's duration, in this thread."""
    heard = recogniser.hear(sound, language, spelled=not any(map(str.isdigit, sentence)))
    return examined(sound, sentence, heard, language, recogniser, phonetician)


def examined(  # what there is to listen to, and the ears
    sound: Sound,
    sentence: str,
    heard: Heard,
    language: str,
    recogniser: Recogniser,
    phonetician: Phonetician | None,
) -> Evidence:
    """The same of a recording whose words were heard before."""
    words = words_of(sentence)
    aligned = align(words, heard.words)
    placed = _placed(sound, words, language, phonetician)
    spans = [Stretch(one.start, one.end) for word in placed or () for one in word.phones]
    return Evidence(
        sound.seconds,
        tuple(words),
        heard,
        tuple(aligned),
        tuple(weighed(sound, sentence, aligned, language, recogniser)),
        placed,
        tuple(recogniser.look(sound, spans)),
    )


def _placed(
    sound: Sound, words: Sequence[str], language: str, phonetician: Phonetician | None
) -> tuple[Placed, ...] | None:
    if phonetician is None or not phonetician.knows(language):
        return None
    placed = phonetician.place(sound, [plain(word) for word in words], language)
    return None if placed is None else tuple(placed)

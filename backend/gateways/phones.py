"""The sounds of English words at their places, by PocketSphinx (the extra `speech`).

Its wheel brings the acoustic model and the CMU dictionary. A clip costs 2 to 10 % of its duration.
"""

import importlib
import re
from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

from backend.speech.heard import Phone, Placed, Sound
from backend.speech.sounding import sounds_of

_FRAME = 0.01  # seconds
_NATS = 0.1024  # a unit of its scores: logarithms to the base 1.0001, cut by ten bits
# Much wider than a recogniser's own: a learner who says something else still finds every word
# at its likeliest place, and how badly it fits is what we want to know.
_BEAM, _WORD_BEAM = 1e-120, 1e-100
_WORD = re.compile(r"[a-z][a-z']*")


class PhonesUnavailable(Exception):
    """The aligner is not on this machine."""


class Sphinx:
    """Raises PhonesUnavailable where the extra `speech` is not installed. One clip at a time."""

    def __init__(self) -> None:
        try:
            library = importlib.import_module("pocketsphinx")
        except ImportError as error:
            raise PhonesUnavailable("speech is not installed: the extra is speech") from error
        folder = f"{library.get_model_path()}/en-us"
        self._decoder: Any = library.Decoder(
            hmm=f"{folder}/en-us",
            dict=f"{folder}/cmudict-en-us.dict",
            lm=None,
            loglevel="FATAL",
            beam=_BEAM,
            pbeam=_BEAM,
            wbeam=_WORD_BEAM,
            bestpath=False,
        )
        self._lock = Lock()

    def knows(self, language: str) -> bool:
        return language == "en"

    def place(self, sound: Sound, words: Sequence[str], language: str) -> list[Placed] | None:
        """Words in small letters, with apostrophes; those unknown are sounded out by spelling."""
        if not self.knows(language) or not words or not all(map(_WORD.fullmatch, words)):
            return None
        with self._lock:
            for word in words:
                self._learn(word)
            return self._placed(sound.pcm, words)

    def _learn(self, word: str) -> None:
        if self._decoder.lookup_word(word) is None:
            self._decoder.add_word(word, " ".join(sounds_of(word)), update=True)

    def _placed(self, pcm: bytes, words: Sequence[str]) -> list[Placed] | None:
        self._decoder.set_align_text(" ".join(words))
        self._listen(pcm)
        if self._decoder.hyp() is None:
            return None
        self._decoder.set_alignment()
        self._listen(pcm)
        found = [(name, phones) for name, phones in self._found() if name[0] not in "<[+"]
        if len(found) != len(words):
            return None
        return [Placed(word, phones) for word, (_, phones) in zip(words, found, strict=True)]

    def _listen(self, pcm: bytes) -> None:
        self._decoder.start_utt()
        self._decoder.process_raw(pcm, full_utt=True)
        self._decoder.end_utt()

    def _found(self) -> Iterator[tuple[str, tuple[Phone, ...]]]:
        """Words with their sounds; read at once, since what it hands out does not last."""
        for word in self._decoder.get_alignment() or ():
            yield word.name, tuple(_phone(phone) for phone in word)


def _phone(told: Any) -> Phone:
    frames = max(1, told.duration)
    fit = told.score * _NATS / frames
    return Phone(told.name, told.start * _FRAME, frames * _FRAME, fit)

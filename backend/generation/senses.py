"""Pure: what can be heard and said where this runs."""

from typing import NamedTuple

from backend.exercises.hearing import hears
from backend.generation.shapes import KINDS


class Senses(NamedTuple):
    """`voices`: who reads aloud, `asr`: the model that listens, each in a word; empty where nobody
    does."""

    voices: str = ""
    asr: str = ""

    def serve(self, kind: str, language: str) -> bool:
        """Whether an exercise of this kind can come to learners of the language."""
        content = KINDS[kind]
        if content.needs_voice and not self.voices:
            return False
        return not content.spoken or hears(self.asr, language)


NO_SENSES = Senses()

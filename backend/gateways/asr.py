"""Words in recordings, by faster-whisper (the extra `speech`): int8 on the processor.

A model is loaded once, in 0.3 to 2 s; tiny.en knows English and needs about 250 MB at work, base
knows a hundred languages and needs 500. Where their weights come from is told in `asr_models`.
"""

import importlib
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import ceil
from pathlib import Path
from typing import Any

from backend.gateways.asr_models import place_of
from backend.speech.heard import RATE, Guess, Heard, HeardWord, Sound, Stretch, Weighed
from backend.speech.looping import unlooped

DEFAULT_MODEL = "tiny.en"
_FRAMES = 100  # frames of the encoder's input a second
_STATES = 50  # and of its output
_WINDOW = 30  # seconds that the encoder sees at most
_MARGIN = 1  # a second of silence after the end: without it the last word suffers
_SHORTEST_WINDOW = 3
_BEAM = 5
_PIECES = 8  # tokens a second of speech
_FEWEST_PIECES, _MOST_PIECES = 20, 220
_ROOM = 400  # tokens of a sentence: the decoder takes 448 with what stands before them
_FLOOR = -14.0  # nats: a probability of 1e-6, below which all is the same
_PAUSE = 100  # ms: what separates two stretches of speech
_DIGITS = re.compile(r"[0-9%$£€]")


class AsrUnavailable(Exception):
    """The recogniser, or the weights it was told to use, are not on this machine."""


class Whisper:
    """Raises AsrUnavailable where the extra `speech` or the model is not installed."""

    def __init__(
        self, model: str = DEFAULT_MODEL, *, threads: int = 1, cache: Path | None = None
    ) -> None:
        try:
            library = importlib.import_module("faster_whisper")
            self._np = importlib.import_module("numpy")
            self._vad = importlib.import_module("faster_whisper.vad")
            self._inside = importlib.import_module("faster_whisper.transcribe")
        except ImportError as error:
            raise AsrUnavailable("speech is not installed: the extra is called speech") from error
        self.name = model
        try:
            self._model = library.WhisperModel(
                place_of(model, cache), device="cpu", compute_type="int8", cpu_threads=threads
            )
        # Vendors of three layers, a missing network among them, each with errors of its own.
        except Exception as error:  # whatever it is, there is no model
            raise AsrUnavailable(
                f"the speech model {model!r} is not here and could not be fetched: {error}"
            ) from error
        self._unheard = lru_cache(maxsize=_WINDOW)(self._encode_silence)
        self._encoded = lru_cache(maxsize=1)(self._encode_sound)  # both questions are of one sound

    def knows(self, language: str) -> bool:
        return language in self._model.supported_languages

    def hear(self, sound: Sound, language: str, *, spelled: bool = False) -> Heard:
        """What was said, hesitations and repetitions with it; nothing where nobody speaks."""
        self._check(language)
        samples = self._samples(sound)
        stretches = self._stretches(samples)
        if not stretches:
            return Heard((), (), 0.0, 1.0)
        segments, _ = self._model.transcribe(
            samples,
            language=language,
            beam_size=_BEAM,
            temperature=0.0,  # no second tries at random: the same recording, the same words
            condition_on_previous_text=False,
            vad_filter=True,
            word_timestamps=True,
            max_new_tokens=_most_pieces(stretches),
            suppress_tokens=self._suppressed(language) if spelled else [-1],
        )
        return _heard(list(segments), stretches)

    def guess(self, sound: Sound) -> Guess | None:
        """Of the first 30 s, at the price of listening once more. Models of English alone, as the
        default, cannot tell: another language is another sentence to them."""
        if not self._model.model.is_multilingual:
            return None
        seen = self._encode(self._samples(sound)[: _WINDOW * RATE], _WINDOW)
        token, probability = self._model.model.detect_language(seen)[0][0]
        return Guess(token.strip("<|>"), float(probability))

    def weigh(self, sound: Sound, words: Sequence[str], language: str) -> list[Weighed]:
        """How each word fits; a recording is looked at for its first 30 s."""
        self._check(language)
        pieces = self._pieces(words, language)
        if not any(pieces):
            return [Weighed(_FLOOR, _FLOOR) for _ in pieces]
        window = _window(sound)
        frames = max(2, int(min(window, sound.seconds) * _FRAMES))
        given = self._likelihoods(self._encoded(sound), pieces, frames, language)
        unheard = self._likelihoods(self._unheard(window), pieces, frames, language)
        return [_weighed(*each) for each in zip(given, unheard, strict=True)]

    def look(self, sound: Sound, spans: Sequence[Stretch]) -> list[Sequence[float]]:
        """The mean state of the encoder over each span; of what begins after 30 s, its last one."""
        if not spans:
            return []
        states = self._np.array(self._encoded(sound))[0]
        last = min(len(states), max(1, int(sound.seconds * _STATES)))
        ends = [(round(span.start * _STATES), round(span.end * _STATES)) for span in spans]
        cut = [(min(start, last - 1), min(end, last)) for start, end in ends]
        return [states[start : max(start + 1, end)].mean(axis=0).tolist() for start, end in cut]

    def _check(self, language: str) -> None:
        if not self.knows(language):
            raise AsrUnavailable(f"the speech model {self.name!r} does not know {language!r}")

    def _samples(self, sound: Sound) -> Any:
        whole = self._np.frombuffer(sound.pcm, dtype="<i2")
        return whole.astype(self._np.float32) / 32768

    def _stretches(self, samples: Any) -> tuple[Stretch, ...]:
        options = self._vad.VadOptions(min_silence_duration_ms=_PAUSE, speech_pad_ms=0)
        found = self._vad.get_speech_timestamps(samples, options)
        return tuple(Stretch(one["start"] / RATE, one["end"] / RATE) for one in found)

    def _tokenizer(self, language: str) -> Any:
        multilingual = self._model.model.is_multilingual
        return self._inside.Tokenizer(
            self._model.hf_tokenizer, multilingual, task="transcribe", language=language
        )

    def _suppressed(self, language: str) -> list[int]:
        tokenizer = self._tokenizer(language)
        text = (tokenizer.tokenizer.decode([token]) for token in range(tokenizer.eot))
        return [-1, *(token for token, piece in enumerate(text) if _DIGITS.search(piece))]

    def _pieces(self, words: Sequence[str], language: str) -> list[list[int]]:
        """The tokens of each word; none of words that the decoder has no room for any more."""
        tokenizer = self._tokenizer(language)
        pieces = [list(tokenizer.encode(f" {word}")) if word else [] for word in words]
        ends = accumulate(map(len, pieces))
        return [piece if end <= _ROOM else [] for piece, end in zip(pieces, ends, strict=True)]

    def _encode(self, samples: Any, window: int) -> Any:
        """The encoder takes windows shorter than its 30 s, at a fraction of the price."""
        found = self._model.feature_extractor(samples)
        padded = self._inside.pad_or_trim(found, window * _FRAMES)
        shaped = self._np.ascontiguousarray(padded[None])
        return self._model.model.encode(self._inside.get_ctranslate2_storage(shaped), to_cpu=True)

    def _encode_sound(self, sound: Sound) -> Any:
        window = _window(sound)
        return self._encode(self._samples(sound)[: window * RATE], window)

    def _encode_silence(self, window: int) -> Any:
        return self._encode(self._np.zeros(RATE, self._np.float32), window)

    def _likelihoods(
        self, encoded: Any, pieces: Sequence[Sequence[int]], frames: int, language: str
    ) -> list[list[float]]:
        start = list(self._tokenizer(language).sot_sequence)
        whole = [token for piece in pieces for token in piece]
        told = self._model.model.align(encoded, start, [whole], [frames])[0].text_token_probs
        logs = iter(self._np.log(self._np.maximum(told, 1e-6)).tolist())
        return [[next(logs) for _ in piece] for piece in pieces]


def _most_pieces(stretches: Sequence[Stretch]) -> int:
    """As many as anybody says in that time, and some: a recogniser in a loop is stopped."""
    spoken = sum(one.seconds for one in stretches)
    return min(_MOST_PIECES, _FEWEST_PIECES + int(_PIECES * spoken))


def _window(sound: Sound) -> int:
    """Seconds that the encoder is given."""
    return min(_WINDOW, max(_SHORTEST_WINDOW, ceil(sound.seconds) + _MARGIN))


def _weighed(given: Sequence[float], unheard: Sequence[float]) -> Weighed:
    if not given:
        return Weighed(_FLOOR, _FLOOR)
    return Weighed(sum(given) / len(given), sum(unheard) / len(unheard))


def _heard(segments: Sequence[Any], stretches: tuple[Stretch, ...]) -> Heard:
    words = unlooped(
        [
            HeardWord(one.word.strip(), float(one.start), float(one.end), float(one.probability))
            for segment in segments
            for one in segment.words or []
            if one.word.strip()
        ]
    )
    if not words:
        return Heard((), stretches, 0.0, 1.0)
    pieces = [len(segment.tokens) for segment in segments]
    weighed = zip(segments, pieces, strict=True)
    likelihood = sum(segment.avg_logprob * count for segment, count in weighed) / sum(pieces)
    return Heard(words, stretches, likelihood, max(one.no_speech_prob for one in segments))

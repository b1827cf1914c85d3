"""Twenty recordings in which nobody speaks: silence, noises, and what is a little like speech."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from backend.speech.heard import RATE, Sound

SECONDS = 5
_COUNT = SECONDS * RATE
_SEED = 7
Samples = NDArray[np.float64]
Chance = np.random.Generator


def noises() -> dict[str, Sound]:
    """By name; always the same."""
    return {name: _sound(made(np.random.default_rng(_SEED))) for name, made in _NOISES.items()}


def _sound(samples: Samples) -> Sound:
    return Sound((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def _coloured(chance: Chance, slope: float, low: float = 20, high: float = 8000) -> Samples:
    """Noise whose power falls with that power of the frequency, between two frequencies; its mean
    power is 1."""
    frequencies = np.fft.rfftfreq(_COUNT, 1 / RATE)
    within = (frequencies >= low) & (frequencies <= high)
    shape = np.where(within, np.maximum(frequencies, 1.0) ** (-slope / 2), 0)
    found = np.fft.irfft(np.fft.rfft(chance.normal(size=_COUNT)) * shape, _COUNT)
    return np.asarray(found / found.std(), float)


def _time() -> Samples:
    return np.arange(_COUNT) / RATE


def _tone(frequency: float, parts: int = 1) -> Samples:
    """With so many overtones, each weaker."""
    told = [np.sin(2 * np.pi * frequency * n * _time()) / n for n in range(1, parts + 1)]
    return np.asarray(np.sum(told, axis=0), float)


def _beating(chance: Chance, rate: float) -> Samples:
    """From 0 to 1 and back about so many times a second."""
    slow = _coloured(chance, 0, 0.3, rate)
    return np.clip(slow / 2, 0, 1)


def _clicks(chance: Chance, rate: float) -> Samples:
    """So many short decaying bursts a second, at random."""
    begun = (chance.random(_COUNT) < rate / RATE).astype(float)
    fading = np.exp(-np.arange(400) / 60)
    return np.convolve(begun, fading)[:_COUNT] * chance.normal(size=_COUNT)


def _babble(chance: Chance, voices: int) -> Samples:
    """Buzzes of so many pitches in the bands of vowels, each in the rhythm of syllables."""
    found = np.zeros(_COUNT)
    for _ in range(voices):
        buzz = np.sign(_tone(float(chance.uniform(90, 240)))) + 0.3 * _coloured(chance, 0)
        spectrum = np.fft.rfft(buzz)
        frequencies = np.fft.rfftfreq(_COUNT, 1 / RATE)
        middles = chance.uniform(300, 2800, 3)
        bands = np.sum([np.exp(-(((frequencies - one) / 150) ** 2)) for one in middles], axis=0)
        found += np.fft.irfft(spectrum * bands, _COUNT) * _beating(chance, 5)
    return np.asarray(0.1 * found / found.std(), float)


_NOISES: Mapping[str, Callable[[Chance], Samples]] = {
    "nothing": lambda _: np.zeros(_COUNT),
    "white, faint": lambda chance: 0.001 * _coloured(chance, 0),
    "white": lambda chance: 0.01 * _coloured(chance, 0),
    "white, loud": lambda chance: 0.1 * _coloured(chance, 0),
    "pink, faint": lambda chance: 0.001 * _coloured(chance, 1),
    "pink": lambda chance: 0.01 * _coloured(chance, 1),
    "pink, loud": lambda chance: 0.1 * _coloured(chance, 1),
    "brown": lambda chance: 0.1 * _coloured(chance, 2),
    "hum of 50 Hz": lambda _: 0.1 * _tone(50, 5),
    "hum of 100 Hz": lambda _: 0.1 * _tone(100),
    "whistle": lambda _: 0.1 * _tone(1000),
    "engine": lambda chance: 0.1 * _tone(83, 12) * (1 + 0.2 * _coloured(chance, 0, 1, 12)),
    "siren": lambda _: 0.1 * np.sin(2 * np.pi * (700 * _time() + 80 * np.sin(3 * _time()))),
    "a few clicks": lambda chance: 0.3 * _clicks(chance, 3),
    "keys": lambda chance: 0.2 * _clicks(chance, 12),
    "applause": lambda chance: 0.05 * _clicks(chance, 300),
    "wind": lambda chance: 0.2 * _coloured(chance, 1.5, 20, 600) * _beating(chance, 1),
    "breath": lambda chance: 0.05 * _coloured(chance, 0.5, 300, 6000) * _beating(chance, 0.8),
    "noise in the rhythm of speech": lambda chance: (
        0.1 * _coloured(chance, 1, 200, 3500) * _beating(chance, 5)
    ),
    "babble": lambda chance: _babble(chance, 12),
}

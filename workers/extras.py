"""What the process that listens and speaks lacks of the extras that it was set up for."""

from collections.abc import Sequence
from importlib.util import find_spec

from backend.settings import Settings

VOICES = {"local": ("av", "espeakng_loader"), "google": ("av", "grpc")}
EARS = ("av", "numpy", "faster_whisper")
_EXTRA_OF_VOICES = {"local": "local", "google": "speech"}


def voices(settings: Settings) -> str | None:
    """What is missing to read aloud, in a line; None where nothing is."""
    return _line(VOICES.get(settings.tts, ()), _EXTRA_OF_VOICES.get(settings.tts, ""))


def ears(settings: Settings) -> str | None:
    """What is missing to listen, in a line; None where nothing is."""
    return _line(EARS if settings.asr_model else (), "speech")


def idle(settings: Settings) -> str | None:
    """Why nothing at all can be done of what is set up; None where something can."""
    asked = [*([voices] if settings.tts else []), *([ears] if settings.asr_model else [])]
    lacking = [line for of in asked if (line := of(settings))]
    if not asked or len(lacking) < len(asked):
        return None
    return "; ".join(lacking)


def _line(packages: Sequence[str], extra: str) -> str | None:
    missing = [package for package in packages if not _is_here(package)]
    return f"{', '.join(missing)} missing: install the extra `{extra}`" if missing else None


def _is_here(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ImportError:
        return False

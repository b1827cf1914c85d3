"""Languages as they are called in English, for instructions to models."""

from collections.abc import Mapping

_NAMES: Mapping[str, str] = {
    "bg": "Bulgarian",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "nl": "Dutch",
    "ru": "Russian",
    "sr": "Serbian",
    "uk": "Ukrainian",
}


def in_english(code: str) -> str:
    return _NAMES.get(code, f"the language with the code {code}")

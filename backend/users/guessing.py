"""Pure: a first guess from the language of somebody's messenger. Settings change it."""

import re
from collections.abc import Mapping

# The most populous zone of each language's country: right for many, and one tap away for the rest.
_ZONES: Mapping[str, str] = {
    "ru": "Europe/Moscow",
    "uk": "Europe/Kyiv",
    "nl": "Europe/Amsterdam",
    "de": "Europe/Berlin",
    "fr": "Europe/Paris",
    "es": "Europe/Madrid",
    "it": "Europe/Rome",
    "pl": "Europe/Warsaw",
    "bg": "Europe/Sofia",
    "sr": "Europe/Belgrade",
    "tr": "Europe/Istanbul",
    "pt-br": "America/Sao_Paulo",
}
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_RUSSIAN_READERS = {"ru", "be", "kk", "ky", "uz"}


def locale_of(language_code: str | None) -> str:
    """The interface language for an IETF tag such as `ru` or `pt-br`; English for no such tag."""
    language = _language(language_code)
    if language in _RUSSIAN_READERS:
        return "ru"
    return language if _LANGUAGE.fullmatch(language) else "en"


def timezone_of(language_code: str | None) -> str:
    """An IANA time zone; UTC where the language says nothing."""
    tag = (language_code or "").lower()
    return _ZONES.get(tag) or _ZONES.get(_language(tag)) or "UTC"


def may_be_guessed(timezone: str) -> bool:
    """Whether a guess could have been this zone, so that nobody may have said so."""
    return timezone == "UTC" or timezone in _ZONES.values()


def _language(tag: str | None) -> str:
    return (tag or "").lower().split("-")[0]

from zoneinfo import available_timezones

import pytest

from backend.users import guessing
from backend.users.guessing import locale_of, timezone_of


@pytest.mark.parametrize(
    ("code", "locale", "zone"),
    [
        (None, "en", "UTC"),
        ("", "en", "UTC"),
        ("en", "en", "UTC"),
        ("en-GB", "en", "UTC"),
        ("ru", "ru", "Europe/Moscow"),
        ("RU", "ru", "Europe/Moscow"),
        ("ru-RU", "ru", "Europe/Moscow"),
        ("uk", "uk", "Europe/Kyiv"),
        ("kk", "ru", "UTC"),
        ("nl", "nl", "Europe/Amsterdam"),
        ("nl-BE", "nl", "Europe/Amsterdam"),
        ("pt-br", "pt", "America/Sao_Paulo"),
        ("pt-BR", "pt", "America/Sao_Paulo"),
        ("pt", "pt", "UTC"),
        ("rus", "rus", "UTC"),
        ("-", "en", "UTC"),
        ("xx-yy-zz", "xx", "UTC"),
    ],
)
def test_a_first_guess_from_the_language_of_the_messenger(
    code: str | None, locale: str, zone: str
) -> None:
    assert (locale_of(code), timezone_of(code)) == (locale, zone)


def test_every_guessed_zone_exists() -> None:
    assert set(guessing._ZONES.values()) <= available_timezones()

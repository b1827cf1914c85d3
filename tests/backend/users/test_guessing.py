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
        ("uk", "en", "Europe/Kyiv"),
        ("kk", "ru", "UTC"),
        ("nl", "en", "Europe/Amsterdam"),
        ("nl-BE", "en", "Europe/Amsterdam"),
        ("pt-br", "en", "America/Sao_Paulo"),
        ("pt-BR", "en", "America/Sao_Paulo"),
        ("pt", "en", "UTC"),
        ("rus", "en", "UTC"),
        ("-", "en", "UTC"),
        ("xx-yy-zz", "en", "UTC"),
    ],
)
def test_a_first_guess_from_the_language_of_the_messenger(
    code: str | None, locale: str, zone: str
) -> None:
    assert (locale_of(code), timezone_of(code)) == (locale, zone)


def test_every_guessed_zone_exists() -> None:
    assert set(guessing._ZONES.values()) <= available_timezones()

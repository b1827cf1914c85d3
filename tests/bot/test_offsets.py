"""Telegram counts a mark's place in UTF-16 units: what is marked must be exactly the word."""

import pytest
from aiogram.types import MessageEntity

from backend.exercises.matching import difference as laid
from backend.exercises.tongues.registry import tongue_of
from bot.exercises.feedback import difference

STRUCK, UNDERLINED = "strikethrough", "underline"


def marked(said: str, right: str, language: str = "en") -> tuple[str, dict[str, list[str]]]:
    """The text that is sent, and what each kind of entity covers, counted as Telegram counts."""
    text, entities = difference(laid(said, right, tongue_of(language))).render()
    units = text.encode("utf-16-le")
    found: dict[str, list[str]] = {}
    for entity in entities:
        found.setdefault(entity.type, []).append(covered(units, entity))
    return text, found


def covered(units: bytes, entity: MessageEntity) -> str:
    return units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


@pytest.mark.parametrize(
    ("language", "said", "right", "struck", "missing"),
    [
        ("en", "I has a dog.", "I have a dog.", ["has"], ["have"]),
        ("en", "I like dog.", "I like dogs.", ["dog"], ["dogs."]),
        ("en", "👍🏽 I has 😀 dogs", "👍🏽 I have 😀 dogs", ["has"], ["have"]),
        ("en", "👩‍👧 she go", "👩‍👧 she goes", ["go"], ["goes"]),
        ("bg", "Аз съм студентка, нали?", "Аз съм студент, нали?", ["студентка"], ["студент,"]),
        ("bg", "👋 Здравейте Иван", "👋 Здравей Иван", ["Здравейте"], ["Здравей"]),
        ("nl", "Ik wil e\u0301e\u0301n appel", "Ik wil één peer", ["appel"], ["peer"]),
        ("sr", "Ја сам у кућа 🏠!", "Ja sam u kući 🏠!", ["кућа"], ["kući"]),
        ("hi", "मैं घर जाता हूँ", "मैं घर जाती हूँ", ["जाता"], ["जाती"]),
        ("ar", "أنا طالب جديد", "أنا طالبة جديدة", ["طالب جديد"], ["طالبة جديدة"]),
        ("en", "a\u0310\u0323bc 𝒳𝒴 dog", "a\u0310\u0323bc 𝒳𝒴 dogs", ["dog"], ["dogs"]),
        ("en", "I <b>has</b> & a dog", "I have & a dog", ["<b>has</b>"], ["have"]),
    ],
)
def test_a_mark_covers_its_word_and_nothing_else(
    language: str, said: str, right: str, struck: list[str], missing: list[str]
) -> None:
    text, found = marked(said, right, language)
    assert found[STRUCK] == struck
    assert found[UNDERLINED] == missing
    assert "  " not in text


def test_what_says_the_same_is_not_marked() -> None:
    text, found = marked("I do not has a colour", "I don't have a color")
    assert text == "I don't has have a color"
    assert (found[STRUCK], found[UNDERLINED]) == (["has"], ["have"])

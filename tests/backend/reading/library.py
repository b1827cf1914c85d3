"""A course with two texts, whose words are asked for by exercises of their own."""

from typing import Any

from backend.catalogue.schemas import ReadingText, Shelf, Word
from tests.factories import BASIC, a_shelf, both

MEANINGS = {
    "huis": {"en": "house", "ru": "дом"},
    "straat": {"en": "street", "ru": "улица"},
    "één": {"en": "one", "ru": "один"},
    "kat": {"en": "cat", "ru": "кошка"},
    "boom": {"en": "tree", "ru": "дерево"},
    "lemma0": {"en": "lemma zero", "ru": "лемма ноль"},
}


def a_sentence(text: str, **words: str) -> dict[str, Any]:
    return {"text": text, "meaning": both(f"meaning of {text}"), "words": words}


def a_text(key: str, level: str = "A1") -> ReadingText:
    sentences = [
        a_sentence("Het huis staat in de straat.", straat="straat", huis="huis"),
        a_sentence("Huis en kat.", kat="kat", Huis="huis"),
        a_sentence("Daar staat één boom.", één="één", boom="boom"),
        a_sentence("Lemma nul en een raadsel.", Lemma="lemma0", raadsel="raadsel"),
    ]
    return ReadingText.model_validate(
        {"key": key, "level": level, "topic": "life", "title": both(key), "sentences": sentences}
    )


def a_library(*, language: str = "nl", kinds: tuple[str, ...] = BASIC, rounds: int = 2) -> Shelf:
    """The texts' words have meanings but for one, which nothing asks for."""
    return a_shelf(language=language, kinds=kinds, rounds=rounds).model_copy(
        update={
            "words": [Word(lemma=lemma, meaning=meant) for lemma, meant in MEANINGS.items()],
            "texts": [a_text(f"{language}-hard", "A2"), a_text(f"{language}-easy")],
        }
    )

"""Drafts to try the gates with: a sound one, and how a test wants it otherwise."""

from typing import Any

from backend.catalogue.files import item
from backend.catalogue.schemas import Item
from backend.generation.gates.base import Context, Neighbour
from backend.generation.schemas import Ordered
from backend.kit.levels import Level

TOLD = {"en": "It takes the verb of one person.", "ru": "Здесь нужен глагол одного лица."}
ORDER = Ordered("nl", Level.a1, "fill_gap", "present-tense", "food", "oma", "droog", 1)


def a_draft(**fields: Any) -> dict[str, Any]:
    """A Dutch gap to fill, as a model writes it."""
    return {
        "sentence": "Mijn zus ___ elke dag brood.",
        "answer": "koopt",
        "wrong": [
            {"text": "koop", "because": {"en": "'koop' goes with 'ik'.", "ru": "«koop» — с «ik»."}},
            {
                "text": "kopen",
                "because": {"en": "This is the plural.", "ru": "Это множественное."},
            },
        ],
        "why": TOLD,
        "meaning": {
            "en": "My sister buys bread every day.",
            "ru": "Моя сестра каждый день покупает хлеб.",
        },
        "words": [{"lemma": "kopen", "meaning": {"en": "to buy", "ru": "покупать"}}],
        **fields,
    }


def an_item(kind: str = "fill_gap", level: str = "A1", **fields: Any) -> Item:
    content = a_draft() if kind == "fill_gap" else {"why": TOLD}
    content.pop("words", None)
    return item(
        {
            "key": "draft",
            "kind": kind,
            "level": level,
            "topic": "food",
            "skills": ["present-tense"],
            "lemmas": ["kopen"],
            **content,
            **fields,
        }
    )


def wrong(*texts: str) -> list[dict[str, Any]]:
    return [{"text": text, "because": TOLD} for text in texts]


def around(
    language: str = "nl", level: Level = Level.a1, known: tuple[str, ...] = (), *near: Neighbour
) -> Context:
    return Context(language, level, frozenset(known), near)

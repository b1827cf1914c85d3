"""Exercises of the real courses as a model would have written them."""

from functools import cache
from typing import Any, NamedTuple

from backend.catalogue.files import read
from backend.catalogue.schemas import Item, Shelf
from backend.catalogue.vocabulary import word_items
from backend.generation.prompting import forms
from backend.generation.schemas import Ordered

LANGUAGES = ("en", "nl", "bg", "sr")
WORDS = "everyday-words"


class Written(NamedTuple):
    """A draft, and the order that it is for. `defect` is what was spoilt in it, if anything."""

    order: Ordered
    draft: dict[str, Any]
    item: Item
    defect: str = ""


@cache
def courses() -> dict[str, Shelf]:
    return {code: read(code)[0] for code in LANGUAGES}


def all_written(shelf: Shelf) -> list[Written]:
    """The exercises of a course, and those on the words of its texts where they are explained."""
    code = shelf.language.code
    items = [*shelf.items, *([] if code == "en" else word_items(shelf))]
    items = [item for item in items if item.content.kind in forms()]
    meanings = {word.lemma: word.meaning for word in shelf.words}
    return [
        written(item, code, meanings)
        for item in items
        if all(lemma in meanings for lemma in item.lemmas)
    ]


def written(item: Item, language: str, meanings: dict[str, Any]) -> Written:
    order = Ordered(
        language=language,
        level=item.level,
        kind=item.content.kind,
        skill=item.skills[0] if item.skills else WORDS,
        topic=item.topic,
        persona="",
        tone="",
        wanted=1,
    )
    content = item.content.model_dump(mode="json", exclude={"kind"})
    named = [
        {
            "lemma": lemma,
            "meaning": {c: t for c, t in meanings[lemma].items() if c in {"en", "ru"} - {language}},
        }
        for lemma in item.lemmas[:4]
    ]
    return Written(order, {**content, "words": named}, item)

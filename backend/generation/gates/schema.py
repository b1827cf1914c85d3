"""Pure: what a model wrote, as an exercise; or why it is none."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from backend.catalogue.checks import unfit_item
from backend.catalogue.files import item
from backend.catalogue.schemas import Item, Word
from backend.generation.gates.base import Reasons
from backend.generation.schemas import Ordered

MOST_LEMMAS = 4
MOST_TOLD = 6
_KEY = "draft"  # it gets its own when it is published
_NOT_CONTENT = {"words", "kind"}


class Unfit(Exception):
    def __init__(self, reasons: Reasons) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def drafted(written: Mapping[str, Any], order: Ordered) -> tuple[Item, list[Word]]:
    """The exercise, and the words that it names. Raises Unfit."""
    try:
        words = [Word.model_validate(_tidy(each)) for each in written.get("words", [])]
        made = item(
            {
                "key": _KEY,
                "kind": order.kind,
                "level": order.level,
                "topic": order.topic,
                "skills": [order.skill],
                "lemmas": list(dict.fromkeys(word.lemma for word in words))[:MOST_LEMMAS],
                **{k: _tidy(v) for k, v in written.items() if k not in _NOT_CONTENT},
            }
        )
    except (ValidationError, TypeError, AttributeError) as error:
        raise Unfit(_told(error)) from error
    if reasons := list(_unfit(made, words, order)):
        raise Unfit(reasons)
    return made, words


def _told(error: Exception) -> Reasons:
    if not isinstance(error, ValidationError):
        return [f"it is no exercise: {type(error).__name__}"]
    faults = error.errors(include_input=False, include_url=False)[:MOST_TOLD]
    return [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults]


def _unfit(made: Item, words: list[Word], order: Ordered) -> Iterator[str]:
    yield from unfit_item(made, order.language)
    for word in words:
        if order.language in word.meaning:
            yield f"the meaning of '{word.lemma}' is given in the language of the course"


def _tidy(value: Any) -> Any:
    """Composed (NFC), with single spaces: what two ways of writing have no difference in."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split(" ")).strip()
    if isinstance(value, list):
        return [_tidy(each) for each in value]
    return {k: _tidy(v) for k, v in value.items()} if isinstance(value, dict) else value

"""Pure: what a model is asked about an answer, and whether what it says can be shown."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from backend.exercises.grading import Defensible
from backend.explaining.schemas import Told
from backend.kit.languages import in_english
from backend.kit.text import clean
from backend.llm.asking import Asked, Line, Role, Unusable
from backend.llm.prompts import as_data, prompt

MOST_TEXT = 500
MOST_EXAMPLE = 200
CYRILLIC = frozenset({"bg", "ru", "uk"})
OWN_SCRIPT = 0.3  # of the letters: what is quoted stands in another one
_ALPHABET = range(0x0400, 0x0530)


class Explained(BaseModel):
    """Each text says in its description which language it is to be in: `explained_in`."""

    model_config = ConfigDict(extra="forbid")

    what: str
    rule: str
    example: str
    could_be_right: Defensible = Field(
        description="whether learner_answer is correct and says what the task asks for"
    )


def version() -> int:
    """Of the instruction: explanations of an older one are not shown any more."""
    return prompt("explain_answer", target="", native="").version


def question(fields: Mapping[str, Any], *, target: str, native: str, user_id: int | None) -> Asked:
    """`fields` are those that the instruction names."""
    words = {"target": in_english(target), "native": in_english(native)}
    lines = (Line("user", as_data(**fields)),)
    return Asked(Role.explain, prompt("explain_answer", **words), lines, user_id)


@lru_cache(maxsize=64)
def explained_in(native: str, target: str) -> type[Explained]:
    """The shape of an explanation in one language of another."""

    def text(what: str, language: str, most: int) -> tuple[type[str], Any]:
        about = f"{what}, in {in_english(language)}"
        return str, Field(min_length=1, max_length=most, description=about)

    return create_model(
        "Explained",
        __base__=Explained,
        what=text("what does not fit in the answer", native, MOST_TEXT),
        rule=text("the rule", native, MOST_TEXT),
        example=text("one new sentence that shows it", target, MOST_EXAMPLE),
    )


def shown(it: Explained, native: str) -> Told:
    """As it is shown. Raises Unusable for what a reader of `native` could not read."""
    told = Told(
        what=clean(it.what),
        rule=clean(it.rule),
        example=clean(it.example),
        may_be_right=it.could_be_right is Defensible.yes,
    )
    if not all((told.what, told.rule, told.example)):
        raise Unusable("a part of the explanation is empty")
    if not _is_readable(f"{told.what} {told.rule}", native):
        raise Unusable(f"the explanation is not in {native}")
    return told


def _is_readable(text: str, native: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    cyrillic = sum(ord(char) in _ALPHABET for char in letters)
    own = cyrillic if native in CYRILLIC else len(letters) - cyrillic
    return bool(letters) and own / len(letters) >= OWN_SCRIPT

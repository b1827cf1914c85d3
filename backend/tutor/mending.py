"""Pure: corrections of what a learner said, as far as a model's word for them can be trusted, and
an exercise made of one."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from backend.errors import AppError
from backend.exercises.grading import Role
from backend.exercises.kinds.base import GAP, Reasoned, Typed
from backend.exercises.kinds.type_gap import TypeGap
from backend.exercises.matching import difference
from backend.exercises.tongues.registry import tongue_of
from backend.exercises.tongues.rules import Tongue
from backend.kit.text import clean, comparable
from backend.tutor.lines import tidy
from backend.tutor.telling import FULLER

MOST = 5
MAX_PART = 200
MAX_REASON = 300
MAX_RIGHT_WORDS = 4
TYPES = ("grammar", "word", "spelling", "order", FULLER, "other")
_MARKS = '.,;:!?…¿¡"()'
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")
# What the gap asks for, beside the sentence: not what stood there.
_CLUES: Mapping[str, str] = {"en": "not “{}”", "ru": "не «{}»", "nl": "niet ‘{}’"}


class Found(BaseModel):
    """What a model says of one stretch of what was said."""

    quote: str
    correction: str
    type: str
    skill: str | None = None
    reason: str


class Mistake(BaseModel):
    """`wrong` stands in what was said, letter by letter. `because` by language."""

    model_config = ConfigDict(frozen=True)

    wrong: str
    right: str
    type: str
    skill: str | None = None
    because: dict[str, str] = {}


def mistakes(
    said: str, found: Sequence[Found], native: str, *, skills: Collection[str] = ()
) -> list[Mistake]:
    """Those that quote what was said and change more than marks; each place once."""
    kept: list[Mistake] = []
    for one in found:
        mistake = _mistake(said, one, native, skills)
        if mistake is not None and all(mistake.wrong not in other.wrong for other in kept):
            kept.append(mistake)
    return kept[:MOST]


def _mistake(said: str, one: Found, native: str, skills: Collection[str]) -> Mistake | None:
    wrong, right = clean(one.quote[:MAX_PART]), clean(one.correction[:MAX_PART])
    if not wrong or wrong not in clean(said) or comparable(wrong) == comparable(right):
        return None
    if not comparable(right):
        return None
    reason = tidy(one.reason, MAX_REASON)
    return Mistake(
        wrong=wrong,
        right=right,
        type=one.type if one.type in TYPES else "other",
        skill=one.skill if one.skill in skills else None,
        because={native: reason} if reason else {},
    )


def in_full(said: str, line: str, meaning: Mapping[str, str]) -> Mistake:
    """No mistake: `line` says in full what was said in a word or two."""
    return Mistake(wrong=clean(said[:MAX_PART]), right=line, type=FULLER, because=dict(meaning))


def slips(said: str, line: str, tongue: Tongue) -> list[Mistake]:
    """The words of `line` that were mistyped."""
    found: list[Mistake] = []
    for ours, theirs in pairwise(difference(said, line, tongue)):
        if (ours.role, theirs.role) != (Role.extra, Role.missing):
            continue
        wrong, right = ours.text, theirs.text.strip(_MARKS)
        if wrong in clean(said) and comparable(wrong) != comparable(right):
            found.append(Mistake(wrong=wrong, right=right, type="spelling"))
    return found[:MOST]


def mended(said: str, found: Sequence[Mistake]) -> str:
    """What was said, with every correction in its place."""
    text = clean(said)
    for one in found:
        text = text.replace(one.wrong, one.right, 1)
    return text


def exercise(said: str, found: Sequence[Mistake], target: str) -> dict[str, Any] | None:
    """The content of a gap to be filled, in the sentence of the first mistake that makes one."""
    for whole in found:
        if whole.type == FULLER:
            continue
        one = _narrowed(whole)
        content = _gap(said, one, [other for other in found if other is not whole])
        if content is not None and _is_sound(content, one, target):
            return content.model_dump(mode="json")
    return None


def _narrowed(one: Mistake) -> Mistake:
    """Without the words at its ends that are right already."""
    wrong, right = one.wrong.split(), one.right.split()
    while len(wrong) > 1 and len(right) > 1 and wrong[0] == right[0]:
        wrong, right = wrong[1:], right[1:]
    while len(wrong) > 1 and len(right) > 1 and wrong[-1] == right[-1]:
        wrong, right = wrong[:-1], right[:-1]
    return one.model_copy(update={"wrong": " ".join(wrong), "right": " ".join(right)})


def _gap(said: str, one: Mistake, others: Sequence[Mistake]) -> TypeGap | None:
    sentence = next((part for part in _SENTENCES.split(clean(said)) if one.wrong in part), None)
    if sentence is None or len(one.right.split()) > MAX_RIGHT_WORDS:
        return None
    word = re.compile(rf"(?<!\w){re.escape(one.wrong)}(?!\w)")
    if len(word.findall(sentence)) != 1 or GAP in sentence:
        return None
    try:
        return TypeGap(
            kind="type_gap",
            sentence=mended(word.sub(GAP, sentence), others),
            clue={code: clue.format(one.wrong) for code, clue in _CLUES.items()},
            accepted=[one.right],
            slips=[Reasoned(text=one.wrong, because=dict(one.because))],
            why=dict(one.because),
        )
    except ValidationError:  # too long to be one line
        return None


def _is_sound(content: TypeGap, one: Mistake, target: str) -> bool:
    """What an editor would ask of it, and that it knows right from wrong."""
    if any(content.problems()) or not comparable(content.sentence.replace(GAP, "")):
        return False
    tongue = tongue_of(target)
    try:
        right = content.judge_text(Typed(text=one.right).text, tongue).verdict.is_right
        wrong = content.judge_text(Typed(text=one.wrong).text, tongue).verdict.is_right
    except AppError:
        return False
    return right and not wrong

"""Pure: the verdict on an answer, from what a model found in it and what the rules know of it.

The model's word can lower a verdict freely, and raise it only as far as the rules let it: what
speaks to the judge, repeats the task or is not of the language is never right, and what has nothing
in common with any accepted answer is at most unsure.
"""

from collections.abc import Sequence
from typing import NamedTuple

from backend.exercises.grading import Verdict
from backend.exercises.tongues.alphabets import is_cyrillic
from backend.judging.schemas import Error, Finding
from backend.judging.worth import Given
from backend.kit.text import clean, comparable

WHOLE = 100
MINOR, MAJOR = 15, 50
ALMOST = 70  # up to two minor errors
MOST_TOLD = 300
_CYRILLIC = frozenset({"ru", "bg", "uk", "be", "mk"})


class Decided(NamedTuple):
    """`score` from 0 to 100; None where there is no verdict."""

    verdict: Verdict
    score: int | None


_WRONG = Decided(Verdict.wrong, 0)
_UNSURE = Decided(Verdict.unsure, None)


def decide(finding: Finding, answer: Given) -> Decided:
    if _never_right(finding, answer):
        return _WRONG
    if finding.meaning_kept == "unsure":
        return _UNSURE
    if finding.meaning_kept == "no":
        return _WRONG
    real = [error for error in finding.errors if _stands_there(error, answer)]
    decided = _scored(real)
    # Whoever quotes what is not there, or objects to no word that nobody knows, has not read it.
    read = len(real) == len(finding.errors) and _seen(answer.unknown, real)
    if decided.verdict.is_right and not (read and answer.is_related):
        return _UNSURE
    return decided


def _seen(unknown: Sequence[str], errors: Sequence[Error]) -> bool:
    quoted = {word for error in errors for word in comparable(error.span).split()}
    return quoted.issuperset(unknown)


def _never_right(finding: Finding, answer: Given) -> bool:
    said_so = finding.is_instruction_or_other or not finding.language_is_target
    known = answer.is_suspicious or answer.is_copied or not answer.is_of_the_language
    return said_so or known


def _stands_there(error: Error, answer: Given) -> bool:
    span = comparable(error.span)
    return not span or f" {span} " in f" {comparable(answer.text)} "


def _scored(errors: Sequence[Error]) -> Decided:
    lost = sum(MAJOR if error.severity == "major" else MINOR for error in errors)
    score = max(WHOLE - lost, 0)
    if score == WHOLE:
        return Decided(Verdict.correct, score)
    return Decided(Verdict.almost if score >= ALMOST else Verdict.wrong, score)


def reasons(finding: Finding, native: str) -> dict[str, str]:
    """By language, as far as they are written in it; "" for the learner's own where it is not."""
    english = told(finding.reason_english, "en")
    if native == "en":
        return {"en": english} if english else {}
    own = told(finding.reason_native, native)
    return {"en": english, native: own} if english or own else {}


def told(text: str, language: str) -> str:
    """A sentence as it may be shown; "" where it is not in the script of its language."""
    plain = clean(text)
    letters = [char for char in plain if char.isalpha()]
    fitting = sum(is_cyrillic(char) is (language in _CYRILLIC) for char in letters)
    # It quotes the other language: half is enough.
    if not letters or fitting < len(letters) / 2:
        return ""
    return plain if len(plain) <= MOST_TOLD else plain[: MOST_TOLD - 1].rstrip() + "…"

from typing import Any

import pytest

from backend.exercises.assessment import Correction, MistakeType
from backend.patterns.canonical import canonical


def key(wrong: str, right: str, target: str = "nl", **fields: Any) -> str | None:
    given = {"type": MistakeType.grammar, **fields}
    found = canonical(Correction(wrong=wrong, right=right, **given), target)
    return found.key if found else None


@pytest.mark.parametrize(
    ("wrong", "right", "fields", "expected"),
    [
        ("hij loop", "hij loopt", {"skill": "present-tense"}, "grammar:skill:present-tense"),
        ("hij loop", "hij loopt", {}, "grammar:lemma:lopen"),
        ("groote", "grote", {}, "spelling:lemma:groot"),
        ("morgen ik ga", "morgen ga ik", {"skill": "verb-second"}, "order:skill:verb-second"),
        ("de huis", "het huis", {"skill": "de-het"}, "grammar:skill:de-het"),
        ("ik ga de school", "ik ga naar school", {}, "grammar:lemma:naar"),
        ("een heel auto", "een auto", {}, "grammar:lemma:een"),
        ("café", "cafe", {"type": MistakeType.word}, "word:lemma:cafe"),
    ],
)
def test_what_a_correction_is_about(
    wrong: str, right: str, fields: dict[str, Any], expected: str
) -> None:
    assert key(wrong, right, **fields) == expected


def test_the_same_mistake_in_other_words_is_one_pattern() -> None:
    skill = {"skill": "present-tense"}
    assert key("hij loop", "hij loopt", **skill) == key("zij werk", "zij werkt", **skill)


@pytest.mark.parametrize(("wrong", "right"), [("Ik", "ik"), ("ja", "ja."), ("“ja”", '"ja"')])
def test_marks_and_capitals_are_no_pattern(wrong: str, right: str) -> None:
    assert key(wrong, right) is None


@pytest.mark.parametrize("target", ["bg", "en", "nl", "sr", "xx"])
def test_a_word_that_no_list_has_stands_for_itself(target: str) -> None:
    assert key("brrkxa zzt", "qqzzt", target, type=MistakeType.word) == "word:lemma:qqzzt"


def test_a_key_fits_its_column() -> None:
    assert len(key("x" * 200, "y" * 200) or "") == 120

"""Mending an exercise text by text: what is sound afterwards is taken, what is not is told."""

from typing import Any

import pytest

from backend.exercises.kinds.union import CONTENT
from backend.quality.fixing import CannotBeFixed, fields, fixed, grades_the_same
from tests.factories import ALL_KINDS, an_item

ENVELOPE = ("key", "level", "topic", "skills", "lemmas")


def content(kind: str) -> dict[str, Any]:
    own = {name: value for name, value in an_item(kind, 1).items() if name not in ENVELOPE}
    stored: dict[str, Any] = CONTENT.validate_python(own).model_dump(mode="json")
    return stored


class TestFields:
    @pytest.mark.parametrize("kind", ALL_KINDS)
    def test_are_all_texts_of_a_kind_and_each_can_be_changed(self, kind: str) -> None:
        before = content(kind)
        texts = fields(before)
        assert texts
        assert "kind" not in texts
        for path in texts:
            if path.startswith("why."):
                after = fixed(before, {path: "another reason"})
                assert fields(after)[path] == "another reason"


class TestFixed:
    def test_leaves_the_content_it_was_given_alone(self) -> None:
        before = content("fill_gap")
        after = fixed(before, {"wrong.0.text": "slecht", "answer": "prima"})
        assert before == content("fill_gap")
        assert (after["answer"], after["wrong"][0]["text"]) == ("prima", "slecht")

    def test_adds_and_removes_accepted_answers(self) -> None:
        more = fixed(content("type_gap"), {"accepted.+": "voordelig"})
        assert more["accepted"] == ["goedkoop", "voordelig"]
        assert fixed(more, {"accepted.1": "-"})["accepted"] == ["goedkoop"]

    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"kind": "type_gap"},
            {"answer": "  "},
            {"nowhere": "x"},
            {"wrong.9.text": "x"},
            {"wrong.x.text": "x"},
            {"wrong": "x"},
            {"wrong.0": "x"},
            {"answer.text": "x"},
            {"answer": "fout"},  # two options are the same
            {"answer": "x" * 400},
            {"answer": "goed"},  # as it was
            {"__class__": "x"},
            {".": "x"},
        ],
    )
    def test_refuses_what_would_not_be_sound(self, changes: dict[str, str]) -> None:
        with pytest.raises(CannotBeFixed) as refused:
            fixed(content("fill_gap"), changes)
        assert str(refused.value)


class TestGradesTheSame:
    def test_whatever_is_said_about_answers(self) -> None:
        before = content("fill_gap")
        said = fixed(before, {"why.en": "new", "wrong.0.because.en": "new", "meaning.en": "new"})
        assert grades_the_same(before, said)

    def test_unless_an_answer_or_the_question_is_another_one(self) -> None:
        before = content("fill_gap")
        for path in ("answer", "wrong.0.text"):
            assert not grades_the_same(before, fixed(before, {path: "anders"}))

import pytest

from backend.exercises.accepting import acceptable, asked, closeness, digest, with_accepted
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Typed
from backend.exercises.kinds.union import CONTENT
from tests.answers import Reader
from tests.backend.exercises.contents import a_content

TRANSLATE = a_content("translate").model_dump(mode="json")
GAP = a_content("type_gap").model_dump(mode="json")


class TestAcceptable:
    @pytest.mark.parametrize(
        ("kind", "said", "text"),
        [
            ("translate", " dit is  lekker\u200b ", "dit is lekker"),
            ("type_gap", "voordelig", "voordelig"),
            ("type_gap", "Vorm 1 voordelig hier", "voordelig"),
            ("type_gap", "iets heel anders dan wat gevraagd is", None),
            ("translate", "?!", None),
            ("translate", "a" * 301, None),
            ("choose_word", "goed", None),
            ("correct_mistake", "goed", None),
        ],
    )
    def test_is_what_could_stand_among_the_accepted_answers(
        self, kind: str, said: str, text: str | None
    ) -> None:
        assert acceptable(a_content(kind), said, "nl") == text

    def test_is_stored_in_latin_whatever_alphabet_it_was_typed_in(self) -> None:
        assert acceptable(a_content("translate"), "Љубав је овде", "sr") == "Ljubav je ovde"

    def test_is_nothing_where_there_are_as_many_as_there_may_be(self) -> None:
        full = with_accepted(TRANSLATE, [f"nummer {n}" for n in range(100)])
        content = CONTENT.validate_python(full)
        assert acceptable(content, "nog een", "nl") is None


class TestWithAccepted:
    def test_the_answer_is_right_from_then_on(self) -> None:
        said = Typed(text="Dit is een voordelig nummer!")
        before, after = TRANSLATE, with_accepted(TRANSLATE, ["dit is een voordelig nummer"])
        verdicts = [
            CONTENT.validate_python(each).judge(said, [], Reader()).verdict
            for each in (before, after)
        ]
        assert verdicts[0] is not Verdict.correct
        assert verdicts[1] is Verdict.correct

    def test_the_model_answer_stays_the_first(self) -> None:
        after = with_accepted(GAP, ["voordelig", "Goedkoop"])
        assert after["accepted"] == ["goedkoop", "voordelig"]

    def test_what_was_a_slip_is_none_any_more(self) -> None:
        after = with_accepted(GAP, ["goedkope"])
        assert after["slips"] == []
        assert list(CONTENT.validate_python(after).problems()) == []


class TestAsked:
    def test_is_the_same_whatever_is_accepted_and_explained(self) -> None:
        after = {**with_accepted(GAP, ["voordelig"]), "why": {"en": "another reason"}}
        assert asked(after) == asked(GAP)

    def test_is_another_where_the_question_is(self) -> None:
        assert asked({**GAP, "sentence": "iets ___ anders"}) != asked(GAP)


def test_answers_that_say_the_same_are_one() -> None:
    assert digest("I don’t know.", "en") == digest("i don't know", "en")
    assert digest("Ljubav", "sr") == digest("Љубав", "sr")
    assert digest("ja", "nl") != digest("nee", "nl")


def test_closeness_is_one_for_the_same_and_little_for_something_else() -> None:
    accepted = ["dit is goedkoop", "goedkoop is dit"]
    assert closeness("Dit is goedkoop!", accepted, "nl") == 1
    assert 0.7 < closeness("dit was goedkoop", accepted, "nl") < 1
    assert closeness("xyz", accepted, "nl") < 0.3

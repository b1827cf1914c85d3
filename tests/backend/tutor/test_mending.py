import pytest

from backend.exercises.grading import Verdict
from backend.exercises.kinds.type_gap import TypeGap
from backend.exercises.tongues.registry import tongue_of
from backend.tutor.mending import (
    Found,
    Mistake,
    exercise,
    in_full,
    mended,
    mistakes,
    slips,
)


def found(quote: str, correction: str, **fields: str) -> Found:
    given = {"type": "grammar", "reason": "Because.", **fields}
    return Found(quote=quote, correction=correction, **given)


def a_mistake(wrong: str, right: str) -> Mistake:
    return Mistake(wrong=wrong, right=right, type="grammar", because={"en": "Because."})


SAID = "Yesterday I goed to the market. I has bought apples."


class TestSlips:
    def test_are_the_words_that_were_mistyped(self) -> None:
        english = tongue_of("en")
        [one] = slips("a coffee plaese", "A coffee, please.", english)
        assert (one.wrong, one.right, one.type) == ("plaese", "please", "spelling")
        assert slips("A coffee please", "A coffee, please.", english) == []

    def test_make_an_exercise_and_what_is_said_in_full_makes_none(self) -> None:
        said = "a coffee plaese"
        found = slips(said, "A coffee, please.", tongue_of("en"))
        assert exercise(said, found, "en") is not None
        assert exercise("coffee", [in_full("coffee", "A coffee, please.", {})], "en") is None


class TestMistakes:
    def test_quote_what_was_said(self) -> None:
        [one] = mistakes(SAID, [found("goed", "went"), found("gone", "went")], "en")
        assert (one.wrong, one.right, one.because) == ("goed", "went", {"en": "Because."})

    @pytest.mark.parametrize(
        ("quote", "correction"),
        [
            ("", "went"),
            ("goed", ""),
            ("goed", "Goed!"),
            ("market.", "market"),
            ("goed", "\u200b"),
            ("went to", "go to"),
        ],
    )
    def test_change_more_than_marks_and_exist(self, quote: str, correction: str) -> None:
        assert mistakes(SAID, [found(quote, correction)], "en") == []

    def test_of_two_at_one_place_the_first_counts(self) -> None:
        both = [found("I goed", "I went"), found("goed", "walked")]
        assert [one.right for one in mistakes(SAID, both, "en")] == ["I went"]

    def test_are_five_at_most_and_short(self) -> None:
        said = " ".join(f"fout{n}" for n in range(20))
        many = [found(f"fout{n}", f"goed{n}", reason="x" * 5_000) for n in range(20)]
        kept = mistakes(said, many, "ru")
        assert len(kept) == 5
        assert all(len(one.because["ru"]) <= 300 for one in kept)

    def test_a_type_or_a_skill_that_nobody_knows_is_dropped(self) -> None:
        odd = found("goed", "went", type="ignore all rules", skill="admin")
        [one] = mistakes(SAID, [odd], "en", skills=("past-simple",))
        assert (one.type, one.skill) == ("other", None)
        [one] = mistakes(
            SAID, [found("goed", "went", skill="past-simple")], "en", skills=("past-simple",)
        )
        assert one.skill == "past-simple"


class TestMended:
    def test_puts_every_correction_in_its_place(self) -> None:
        both = [a_mistake("goed", "went"), a_mistake("has bought", "bought")]
        assert mended(SAID, both) == "Yesterday I went to the market. I bought apples."


class TestExercise:
    def test_is_the_learners_own_sentence_with_a_gap(self) -> None:
        both = [a_mistake("goed", "went"), a_mistake("has bought", "bought")]
        made = exercise(SAID, both, "en")
        assert made is not None
        content = TypeGap.model_validate(made)
        assert content.sentence == "Yesterday I ___ to the market."
        assert content.right == "Yesterday I went to the market."
        assert list(content.problems()) == []
        tongue = tongue_of("en")
        assert content.judge_text("went", tongue).verdict is Verdict.correct
        assert content.judge_text("goed", tongue).verdict is Verdict.wrong
        assert content.judge_text("goed", tongue).because == {"en": "Because."}

    def test_has_the_other_mistakes_of_its_sentence_mended(self) -> None:
        said = "She go to school and she eat breads."
        both = [a_mistake("She go", "She goes"), a_mistake("eat breads", "eats bread")]
        made = exercise(said, both, "en")
        assert made is not None
        assert made["sentence"] == "She ___ to school and she eats bread."

    @pytest.mark.parametrize(
        ("said", "wrong", "right"),
        [
            ("goed", "goed", "went"),
            ("I goed and goed.", "goed", "went"),
            ("I goed ___ home.", "goed", "went"),
            ("I goed home.", "goed", "went all the way back"),
            ("I goed home.", "oe", "en"),
            ("x" * 400 + " goed home.", "goed", "went"),
        ],
    )
    def test_is_not_made_of_what_makes_none(self, said: str, wrong: str, right: str) -> None:
        assert exercise(said, [a_mistake(wrong, right)], "en") is None

from typing import Any

import pytest

from backend.errors import NotAnOption, WrongAnswerShape
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Choice, Said, Typed
from backend.exercises.kinds.write_text import WriteText, WriteTextShown
from backend.exercises.schemas import ExerciseOut  # noqa: F401  # completes the union
from tests.answers import Reader
from tests.backend.exercises.contents import a_content
from tests.factories import both

TEXT = "Ik was gisteren in het bos met mijn zus en zag een vos"


def a_task(**fields: Any) -> WriteText:
    made = a_content("write_text", **fields)
    assert isinstance(made, WriteText)
    return made


class TestJudge:
    def test_leaves_every_text_open_and_shows_an_example(self) -> None:
        found = a_task().judge(Typed(text=TEXT), [], Reader())
        assert (found.verdict, found.said) == (Verdict.unsure, TEXT)
        assert found.right == a_task().model

    @pytest.mark.parametrize("text", ["Ja", "een twee drie vier", "?! … 👍 ?! ?! ?! ?!"])
    def test_refuses_what_is_no_text_yet(self, text: str) -> None:
        with pytest.raises(NotAnOption, match="10 words"):
            a_task().judge(Typed(text=text), [], Reader())

    def test_takes_half_of_what_is_asked_for(self) -> None:
        assert a_task().judge(Typed(text="een twee drie vier vijf"), [], Reader())

    def test_takes_words_only(self) -> None:
        said: Said = Choice(index=0)
        with pytest.raises(WrongAnswerShape):
            a_task().judge(said, [], Reader())


class TestShow:
    @pytest.mark.parametrize(("native", "end"), [("en", ""), ("ru", " (ru)"), ("nl", "")])
    def test_says_the_task_in_the_learners_language(self, native: str, end: str) -> None:
        shown = a_task().show([], native)
        assert isinstance(shown, WriteTextShown)
        assert shown.situation == f"write about 1{end}"
        assert shown.points == [f"where you were{end}", f"what you saw{end}"]

    def test_does_not_give_the_example_away(self) -> None:
        made = a_task()
        assert made.model not in made.show([], "en").model_dump_json()
        assert all(made.model not in hint.text for hint in made.hints([], "en"))


class TestProblems:
    def test_a_sound_task_has_none(self) -> None:
        assert list(a_task().problems()) == []

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"least": 40, "most": 40}, "at least as many"),
            ({"least": 40, "most": 60}, "the model text has"),
            ({"most": 140, "model": "woord " * 149}, "the model text has"),
            ({"least": 10, "most": 20, "model": "woord " * 30}, "the model text has 30"),
        ],
    )
    def test_says_what_is_wrong(self, fields: dict[str, Any], said: str) -> None:
        assert any(said in problem for problem in a_task(**fields).problems())

    @pytest.mark.parametrize("points", [[], [both("one")], [both("a")] * 5])
    def test_a_task_has_two_to_four_points(self, points: list[Any]) -> None:
        with pytest.raises(ValueError, match="points"):
            a_task(points=points)

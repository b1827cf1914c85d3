"""Answers of several parts: pairs, groups, questions on a text, a mistake and its mending."""

from random import Random

import pytest

from backend.attempts.replies import judge
from backend.attempts.schemas import GiveUp
from backend.errors import NotAnOption
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Picked
from tests.answers import ANSWERS, Reader
from tests.backend.exercises.contents import a_content, judged
from tests.factories import ALL_KINDS, both

PARTS: list[tuple[str, list[int]]] = [
    ("match_pairs", [0, 1]),
    ("match_pairs", [0, 0, 1]),
    ("match_pairs", [0, 1, 3]),
    ("sort_words", [0, 0, 1]),
    ("sort_words", [0, 0, 1, 2]),
    ("read_text", [0]),
    ("read_text", [0, 3]),
    ("hear_story", [0]),
    ("hear_story", [0, 3]),
    ("correct_mistake", [0]),
    ("correct_mistake", [9, 0]),
    ("correct_mistake", [0, 3]),
    ("correct_mistake", [0, 0, 0]),
]


class TestAnAnswerOfParts:
    @pytest.mark.parametrize(("kind", "picks"), PARTS)
    def test_that_does_not_fit_is_no_answer(self, kind: str, picks: list[int]) -> None:
        with pytest.raises(NotAnOption):
            judged(kind, Picked(picks=picks))

    @pytest.mark.parametrize("kind", ["match_pairs", "sort_words", "read_text", "hear_story"])
    @pytest.mark.parametrize("seed", range(10))
    def test_counts_as_it_was_shown(self, kind: str, seed: int) -> None:
        made = a_content(kind)
        order = made.shuffled(Random(seed))
        shown = made.show(order, "en")
        for good, verdict in ((True, Verdict.correct), (False, Verdict.wrong)):
            said = ANSWERS[kind](shown, good)
            assert isinstance(said, Picked)
            found = made.judge(said, order, Reader())
            assert found.verdict is verdict
            marked = {piece.role.value for row in found.rows for piece in row}
            assert marked == ({"same"} if good else {"same", "extra", "missing"})

    def test_shows_pairs_and_groups_in_the_learners_language(self) -> None:
        pairs = [{"left": side, "meaning": both(f"m {side}")} for side in "abc"]
        rows = (
            a_content("match_pairs", pairs=pairs)
            .judge(Picked(picks=[1, 0, 2]), range(6), Reader("ru"))
            .rows
        )
        assert [piece.text for piece in rows[0]] == ["a —", "m b (ru)", "m a (ru)"]
        rows = judged("sort_words", Picked(picks=[0, 1, 1, 1])).rows
        assert [piece.text for piece in rows[0]] == ["a words:", "a1,", "aa1"]
        assert [piece.text for piece in rows[1]] == ["b words:", "b1,", "bb1,", "aa1"]

    def test_is_told_in_the_learners_language(self) -> None:
        pairs = [{"left": side, "meaning": both(f"m {side}")} for side in "abc"]
        made = a_content("match_pairs", pairs=pairs)
        found = made.judge(Picked(picks=[1, 0, 2]), range(6), Reader("ru"))
        assert found.said == "a — m b (ru); b — m a (ru); c — m c (ru)"
        assert found.right == "a — m a (ru); b — m b (ru); c — m c (ru)"
        groups = a_content("sort_words")
        found = groups.judge(Picked(picks=[0, 1, 1, 1]), range(4), Reader("ru"))
        assert found.said == "a words (ru): a1; b words (ru): aa1, b1, bb1"
        assert found.right == "a words (ru): a1, aa1; b words (ru): b1, bb1"

    def test_that_was_given_up_is_shown_part_by_part(self) -> None:
        pairs = [{"left": side, "meaning": both(f"m {side}")} for side in "abc"]
        told = {
            "match_pairs": [["a —", "m a (ru)"], ["b —", "m b (ru)"], ["c —", "m c (ru)"]],
            "sort_words": [["a words (ru):", "a1,", "aa1"], ["b words (ru):", "b1,", "bb1"]],
            "read_text": [["Vraag a?", "goed a"], ["Vraag b?", "goed b"]],
            "hear_story": [["Vraag a?", "goed a"], ["Vraag b?", "goed b"]],
        }
        for kind, rows in told.items():
            made = a_content(kind, **({"pairs": pairs} if kind == "match_pairs" else {}))
            found = judge(made, GiveUp(), list(range(made.parts())), Reader("ru"))
            assert (found.verdict, found.said) == (Verdict.wrong, "")
            assert [[piece.text for piece in row] for row in found.rows] == rows
            assert {piece.role.value for row in found.rows for piece in row} == {"same"}

    @pytest.mark.parametrize("kind", ALL_KINDS)
    def test_that_was_given_up_has_what_is_right(self, kind: str) -> None:
        made = a_content(kind)
        found = judge(made, GiveUp(), list(range(made.parts())), Reader())
        assert (found.verdict, found.said, found.right) == (Verdict.wrong, "", made.right)

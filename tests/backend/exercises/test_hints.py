from random import Random

import pytest

from backend.exercises.kinds.base import Content, HintKind
from backend.kit.text import comparable
from tests.backend.exercises.contents import a_content
from tests.factories import KINDS, both


class TestHints:
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("seed", range(5))
    def test_are_one_to_three_and_never_the_answer(self, kind: str, seed: int) -> None:
        made = a_content(kind)
        order = made.shuffled(Random(seed))
        hints = made.hints(order, "en")
        assert 1 <= len(hints) <= 3
        for hint in hints:
            assert hint.text
            assert not gives_away(made, hint.text), hint

    @pytest.mark.parametrize("kind", KINDS)
    def test_strike_out_what_is_wrong_and_leave_two(self, kind: str) -> None:
        made = a_content(kind)
        order = range(made.parts())
        out = [hint.text for hint in made.hints(order, "en") if hint.kind is HintKind.out]
        assert len(out) == len(set(out))
        assert made.right not in out

    def test_of_a_word_begin_with_its_letters(self) -> None:
        texts = [hint.text for hint in a_content("type_gap").hints([], "en")]
        assert texts == ["g…", "goed…", "meaning 1"]

    def test_of_a_sentence_give_its_words_in_no_order(self) -> None:
        texts = [hint.text for hint in a_content("translate").hints([], "en")]
        assert texts == ["d…", "1 · dit · goedkoop · is · nummer", "dit is goedkoop …"]

    def test_that_would_say_it_all_are_left_out(self) -> None:
        made = a_content("type_gap", accepted=["a"], meaning=both("it is a letter"))
        assert made.hints([], "en") == []


def gives_away(made: Content, text: str) -> bool:
    if made.kind == "choose_stress":  # every option is the same word
        return made.right in text
    answers = getattr(made, "accepted", None) or [getattr(made, "answer", made.right)]
    return any(f" {comparable(each)} " in f" {comparable(text)} " for each in answers)

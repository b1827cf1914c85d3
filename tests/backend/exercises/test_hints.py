from collections import Counter
from random import Random
from typing import Any

import pytest

from backend.exercises.kinds.base import Content, HintKind
from backend.kit.text import comparable
from tests.backend.exercises.contents import a_content
from tests.factories import ALL_KINDS, HEARD_KINDS, both, slip


class TestHints:
    @pytest.mark.parametrize("kind", ALL_KINDS)
    @pytest.mark.parametrize("seed", range(5))
    def test_are_one_to_three_and_never_the_answer(self, kind: str, seed: int) -> None:
        made = a_content(kind)
        order = made.shuffled(Random(seed))
        hints = made.hints(order, "en")
        assert 1 <= len(hints) <= 3
        for hint in hints:
            assert hint.text
            assert not gives_away(made, hint.text), hint

    @pytest.mark.parametrize("kind", ALL_KINDS)
    def test_strike_out_what_is_wrong_and_leave_two(self, kind: str) -> None:
        made = a_content(kind)
        order = range(made.parts())
        out = [hint.text for hint in made.hints(order, "en") if hint.kind is HintKind.out]
        assert len(out) == len(set(out))
        assert made.right not in out

    @pytest.mark.parametrize(
        ("kind", "fields"),
        [
            *((kind, {}) for kind in ("fill_gap", "choose_word", "complete_dialogue")),
            ("choose_sentence", {"wrong": [slip(text) for text in ("fout 1", "mis 1", "raar")]}),
            *(("choose_stress", {"stressed": number}) for number in (1, 2, 3)),
        ],
    )
    def test_do_not_tell_the_key_by_what_is_struck_out_first(
        self, kind: str, fields: dict[str, Any]
    ) -> None:
        """Were it always the first wrong one as shown, then a first one that is left is right."""
        made = a_content(kind, **fields)
        left: Counter[int] = Counter()
        for seed in range(400):
            order = made.shuffled(Random(seed))
            shown = made.show(order, "en").model_dump()["options"]
            out = [h.text for h in made.hints(order, "en") if h.kind is HintKind.out]
            if out and shown[0] != out[0]:
                left[shown[0] == _key(made)] += 1
        assert 0 < left[True] < 0.65 * left.total()

    def test_strike_out_as_many_as_leave_two(self) -> None:
        for number, most in ((1, 0), (2, 1), (3, 2), (4, 2)):
            wrong = [slip(f"fout{n}") for n in range(number)]
            made = a_content("fill_gap", wrong=wrong)
            out = [h for h in made.hints(range(number + 1), "en") if h.kind is HintKind.out]
            assert len(out) == most

    def test_name_the_question_of_an_option_that_is_out(self) -> None:
        made = a_content("read_text")
        out = [h.text for h in made.hints(range(6), "en") if h.kind is HintKind.out]
        assert [text.rsplit(" ", 2)[0] for text in out] == ["Vraag a? —", "Vraag b? —"]

    def test_do_not_say_again_what_the_situation_says(self) -> None:
        made = a_content("choose_sentence")
        assert HintKind.meaning not in {hint.kind for hint in made.hints(range(3), "en")}
        made = a_content("choose_sentence", situation=None)
        assert HintKind.meaning in {hint.kind for hint in made.hints(range(3), "en")}

    def test_of_a_word_begin_with_its_letters(self) -> None:
        texts = [hint.text for hint in a_content("type_gap").hints([], "en")]
        assert texts == ["g…", "goed…", "meaning 1"]

    def test_begin_with_a_letter_where_the_answer_begins_with_a_mark(self) -> None:
        made = a_content("translate", accepted=["'s Avonds bel ik hem."])
        assert made.hints([], "en")[0].text == "'s…"

    def test_of_a_sentence_give_its_words_in_no_order(self) -> None:
        texts = [hint.text for hint in a_content("translate").hints([], "en")]
        assert texts == ["d…", "1 · dit · goedkoop · is · nummer", "dit is goedkoop …"]

    @pytest.mark.parametrize("kind", HEARD_KINDS)
    @pytest.mark.parametrize("seed", range(5))
    def test_of_what_is_heard_say_none_of_it(self, kind: str, seed: int) -> None:
        made = a_content(kind)
        order = made.shuffled(Random(seed))
        assert made.heard
        shown = made.show(order, "en").model_dump_json()
        told = [hint.text for hint in made.hints(order, "en")]
        if kind == "hear_story":
            assert told.pop() == made.heard  # for whoever cannot hear it
        if kind != "choose_heard":  # whose options are what may be heard
            assert not overlap(made.heard, shown)
        for text in told:
            assert not overlap(made.heard, text), text
        assert "meaning 1" not in told or kind == "dictation"

    def test_of_two_that_sound_alike_there_is_none(self) -> None:
        """To strike out the one would be to tell the other."""
        made = a_content("minimal_pair", wrong=[slip("fout")])
        assert made.hints([0, 1], "en") == []

    def test_of_a_minimal_pair_the_frame_alone_is_shown(self) -> None:
        """The words around the gap may be read, as they are the same for all options."""
        made = a_content("minimal_pair", sentence="ik zie de ___ van hier")
        shown = made.show([1, 0, 2], "en").model_dump_json()
        assert made.heard == "ik zie de goed van hier"
        assert comparable(made.heard) not in comparable(shown)
        assert "ik zie de ___ van hier" in shown

    def test_of_a_dictation_begin_each_word(self) -> None:
        texts = [hint.text for hint in a_content("dictation").hints([], "en")]
        assert texts == ["d… i… g… n… 1…", "meaning 1"]

    def test_that_would_say_it_all_are_left_out(self) -> None:
        made = a_content("type_gap", accepted=["a"], meaning=both("it is a letter"))
        assert made.hints([], "en") == []


def overlap(heard: str, told: str) -> bool:
    """Whether three words in turn of what is heard can be read."""
    own, said = comparable(heard).split(), f" {comparable(told)} "
    return any(f" {' '.join(own[at : at + 3])} " in said for at in range(len(own) - 2))


def _key(made: Content) -> str:
    return str(getattr(made, "answer", made.right))


def gives_away(made: Content, text: str) -> bool:
    if made.kind == "choose_stress":  # every option is the same word
        return made.right in text
    answers = getattr(made, "accepted", None) or [getattr(made, "answer", made.right)]
    return any(f" {comparable(each)} " in f" {comparable(text)} " for each in answers)

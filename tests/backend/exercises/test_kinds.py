from itertools import permutations
from random import Random

import pytest
from pydantic import ValidationError

from backend.errors import NotAnOption, WrongAnswerShape
from backend.exercises.grading import Verdict, in_language
from backend.exercises.kinds.base import Choice, Ordered, Picked, Said, Typed, filled
from tests.answers import Reader
from tests.backend.exercises.contents import a_content, judged
from tests.factories import ALL_KINDS, both, slip

RIGHT: dict[str, list[Said]] = {
    "choose_sentence": [Choice(index=0), Typed(text="Goed zin 1!")],
    "fill_gap": [Choice(index=0), Typed(text="GOED")],
    "type_gap": [
        Typed(text="goedkoop"),
        Typed(text="Goedkoop."),
        Typed(text="vorm 1 goedkoop hier"),
        Typed(text="Vorm 1 goedkoop hier!"),
    ],
    "order_words": [Ordered(order=[0, 1, 2, 3]), Typed(text="A b c, d1.")],
    "translate": [Typed(text="Dit is goedkoop nummer 1!")],
    "choose_word": [Choice(index=0), Typed(text="Goed 1")],
    "choose_stress": [Choice(index=2), Typed(text="klemtoon1GOED"), Typed(text="klem-toon1-GOED")],
    "complete_dialogue": [Choice(index=0), Typed(text="goed zo!")],
    "match_pairs": [Picked(picks=[0, 1, 2])],
    "sort_words": [Picked(picks=[0, 0, 1, 1])],
    "read_text": [Picked(picks=[0, 0])],
    "correct_mistake": [
        Picked(picks=[3, 0]),
        Typed(text="goed"),
        Typed(text="Het nummer 1 goed hier."),
    ],
    "dictation": [Typed(text="dit is goed nummer 1"), Typed(text="Dit is goed nummer 1!")],
    "choose_heard": [Choice(index=0), Typed(text="Goed gehoord 1.")],
    "minimal_pair": [Choice(index=0), Typed(text="GOED")],
    "hear_story": [Picked(picks=[0, 0])],
}


WRONG: dict[str, Said] = {
    "choose_sentence": Choice(index=1),
    "fill_gap": Choice(index=1),
    "type_gap": Typed(text="goedkope"),
    "order_words": Ordered(order=[1, 0, 2, 3]),
    "translate": Typed(text="dat is goedkoop nummer 1"),
    "choose_word": Choice(index=1),
    "complete_dialogue": Choice(index=1),
    "read_text": Picked(picks=[0, 1]),
    "correct_mistake": Picked(picks=[3, 1]),
    "dictation": Typed(text="dat is goed gehoord"),
    "choose_heard": Choice(index=1),
    "minimal_pair": Choice(index=1),
    "hear_story": Picked(picks=[0, 1]),
}


# Where the whole is wrong and no single option is to blame.
UNREASONED: dict[str, Said] = {
    "choose_stress": Choice(index=0),
    "match_pairs": Picked(picks=[1, 0, 2]),
    "sort_words": Picked(picks=[0, 1, 1, 1]),
    "correct_mistake": Picked(picks=[0, 0]),
}


SHAPES: list[Said] = [
    Choice(index=0),
    Typed(text="x"),
    Ordered(order=[0]),
    Picked(picks=[0]),
]


TAKES = {
    "choose_sentence": (Choice, Typed),
    "fill_gap": (Choice, Typed),
    "type_gap": (Typed,),
    "order_words": (Ordered, Typed),
    "translate": (Typed,),
    "choose_word": (Choice, Typed),
    "choose_stress": (Choice, Typed),
    "complete_dialogue": (Choice, Typed),
    "match_pairs": (Picked,),
    "sort_words": (Picked,),
    "read_text": (Picked,),
    "correct_mistake": (Picked, Typed),
    "dictation": (Typed,),
    "choose_heard": (Choice, Typed),
    "minimal_pair": (Choice, Typed),
    "hear_story": (Picked,),
}


class TestJudge:
    @pytest.mark.parametrize(("kind", "said"), [(k, s) for k in ALL_KINDS for s in RIGHT[k]])
    def test_the_right_answer_is_correct(self, kind: str, said: Said) -> None:
        found = judged(kind, said)
        assert (found.verdict, found.because, found.pieces) == (Verdict.correct, None, ())

    @pytest.mark.parametrize("kind", WRONG)
    def test_a_known_fault_is_wrong_for_its_own_reason(self, kind: str) -> None:
        found = judged(kind, WRONG[kind])
        assert found.verdict is Verdict.wrong
        assert (in_language(found.because, "en") or "").startswith("not ")
        assert (in_language(found.because, "ru") or "").endswith("(ru)")

    @pytest.mark.parametrize("kind", UNREASONED)
    def test_what_is_wrong_as_a_whole_shows_where(self, kind: str) -> None:
        found = judged(kind, UNREASONED[kind])
        assert (found.verdict, found.because) == (Verdict.wrong, None)
        assert found.said != found.right

    @pytest.mark.parametrize("kind", ALL_KINDS)
    @pytest.mark.parametrize("said", SHAPES)
    def test_an_answer_of_another_shape_is_refused(self, kind: str, said: Said) -> None:
        if isinstance(said, TAKES[kind]):
            return
        with pytest.raises(WrongAnswerShape, match=kind):
            judged(kind, said)

    @pytest.mark.parametrize("kind", ["type_gap", "order_words", "translate"])
    @pytest.mark.parametrize("text", ["?!", "…", "👍"])
    def test_an_answer_without_a_word_is_no_answer(self, kind: str, text: str) -> None:
        with pytest.raises(NotAnOption):
            judged(kind, Typed(text=text))

    @pytest.mark.parametrize("kind", ["choose_sentence", "fill_gap"])
    @pytest.mark.parametrize("said", [Choice(index=3), Choice(index=99), Typed(text="nothing")])
    def test_an_option_that_was_not_offered_is_no_answer(self, kind: str, said: Said) -> None:
        with pytest.raises(NotAnOption):
            judged(kind, said)

    @pytest.mark.parametrize("order", [[0, 0, 1, 2], [4], [0, 1, 2, 99]])
    def test_a_chip_twice_or_not_offered_is_no_answer(self, order: list[int]) -> None:
        with pytest.raises(NotAnOption):
            judged("order_words", Ordered(order=order))

    def test_a_choice_counts_the_options_as_they_were_shown(self) -> None:
        made = a_content("fill_gap")
        for order in permutations(range(3)):
            verdicts = [made.judge(Choice(index=i), order, Reader()).verdict for i in range(3)]
            assert verdicts[order.index(0)] is Verdict.correct
            assert verdicts.count(Verdict.wrong) == 2

    def test_chips_count_as_they_were_shown(self) -> None:
        made = a_content("order_words")
        for order in permutations(range(4)):
            taps = Ordered(order=[order.index(part) for part in range(4)])
            assert made.judge(taps, order, Reader()).verdict is Verdict.correct

    def test_any_accepted_order_is_correct_and_others_show_the_difference(self) -> None:
        accepted = ["a b c d1", "c a b d1"]
        assert judged("order_words", Typed(text="c a b d1"), accepted=accepted).right == "c a b d1"
        found = judged("order_words", Ordered(order=[3, 0, 1, 2]), accepted=accepted)
        assert (found.verdict, found.because) == (Verdict.wrong, None)
        assert found.pieces


class TestATypedAnswer:
    @pytest.mark.parametrize(
        ("said", "verdict"),
        [
            ("dit is goedkop nummer 1", Verdict.almost),
            ("dit is een prima nummer 1", Verdict.unsure),
            ("ik weet het niet", Verdict.wrong),
            ("dit waren goedkope nummers 1", Verdict.unsure),
            ("dit is goedkoper nummer 1", Verdict.wrong),
        ],
    )
    def test_of_a_translation_may_be_left_to_the_learner(self, said: str, verdict: Verdict) -> None:
        assert judged("translate", Typed(text=said)).verdict is verdict

    @pytest.mark.parametrize(
        ("said", "verdict"),
        [
            ("goedkop", Verdict.almost),
            ("goedkopp", Verdict.almost),
            ("goedkoper", Verdict.wrong),
            ("duur", Verdict.wrong),
            ("goed koop", Verdict.wrong),
            ("vorm 1 goedkop hier", Verdict.almost),
        ],
    )
    def test_in_a_gap_has_its_verdict_at_once(self, said: str, verdict: Verdict) -> None:
        found = judged("type_gap", Typed(text=said))
        assert found.verdict is verdict
        assert found.right == "vorm 1 goedkoop hier"
        assert found.said.startswith("vorm 1 ")

    def test_known_to_be_a_slip_is_wrong_however_near(self) -> None:
        slips = [slip("goedkop")]
        assert judged("type_gap", Typed(text="goedkop"), slips=slips).verdict is Verdict.wrong

    @pytest.mark.parametrize(
        ("sentence", "accepted", "said"),
        [
            ("I ___.", "invited", "invited"),
            ("I ___.", "invited", "I invited."),
            ("___ s.", "apples", "apples"),
            ("A ___ is here.", "apricot", "apricot"),
            ("They ___ gone.", "'ve", "'ve"),
            ("They ___ gone.", "'ve", "They’ve gone"),
            ("They ___ gone.", "have", "they have gone"),
            ("___ you there?", "Are", "Are you there"),
            ("Is it ___?", "cold", "is it cold"),
            ("___", "yes", "Yes."),
        ],
    )
    def test_may_be_the_filling_or_the_whole_sentence(
        self, sentence: str, accepted: str, said: str
    ) -> None:
        found = judged(
            "type_gap", Typed(text=said), sentence=sentence, accepted=[accepted], slips=[]
        )
        assert found.verdict is Verdict.correct

    def test_nothing_visible_is_no_answer_at_all(self) -> None:
        for text in ("", " ", "\u200b\x00", "\ud800"):
            with pytest.raises(ValidationError):
                Typed(text=text)

    def test_is_bounded_after_it_was_cleaned(self) -> None:
        assert len(Typed(text="a" * 1000 + "\u200b" * 500).text) == 1000
        for text in ("a" * 1001, "a" * 100_000, "\u200b" * 3000 + "a"):
            with pytest.raises(ValidationError):
                Typed(text=text)


class TestShuffled:
    @pytest.mark.parametrize("kind", ALL_KINDS)
    @pytest.mark.parametrize("seed", range(20))
    def test_is_a_permutation_of_the_parts(self, kind: str, seed: int) -> None:
        made = a_content(kind)
        assert sorted(made.shuffled(Random(seed))) == list(range(made.parts()))

    @pytest.mark.parametrize("seed", range(100))
    def test_chips_never_begin_solved(self, seed: int) -> None:
        made = a_content("order_words", chips=["x", "y", "z"], accepted=["x y z", "z y x"])
        order = made.shuffled(Random(seed))
        shown = " ".join("xyz"[part] for part in order)
        assert shown not in {"x y z", "z y x"}

    def test_options_come_in_every_order(self) -> None:
        made = a_content("fill_gap")
        seen = {tuple(made.shuffled(Random(seed))) for seed in range(200)}
        assert seen == set(permutations(range(3)))


class TestShow:
    def test_gives_the_situation_in_the_native_language_else_in_english(self) -> None:
        made = a_content("choose_sentence")
        assert "(ru)" in made.show(range(3), "ru").model_dump_json()
        assert "(ru)" not in made.show(range(3), "pl").model_dump_json()

    @pytest.mark.parametrize("kind", ALL_KINDS)
    def test_has_neither_reasons_nor_accepted_answers(self, kind: str) -> None:
        made = a_content(kind)
        shown = made.show(made.shuffled(Random(1)), "en").model_dump()
        assert not {"answer", "accepted", "slips", "wrong", "why"} & set(shown)
        assert "not " not in str(shown) and "because" not in str(shown)


@pytest.mark.parametrize(
    ("sentence", "text", "whole"),
    [
        ("I ___ tea.", "drink", "I drink tea."),
        ("They ___ gone.", "'ve", "They've gone."),
        ("___ it?", "Is", "Is it?"),
        ("She ___ here.", "'s always", "She's always here."),
        ("Ik werk ___ niet.", "'s avonds", "Ik werk 's avonds niet."),
        ("Is ___ koud?", "'t", "Is 't koud?"),
    ],
)
def test_a_gap_is_filled_as_it_is_written(sentence: str, text: str, whole: str) -> None:
    assert filled(sentence, text) == whole


def test_a_text_falls_back_to_english_and_then_to_none() -> None:
    assert in_language(both("x"), "ru") == "x (ru)"
    assert in_language(both("x"), "de") == "x"
    assert in_language({"ru": "да"}, "de") is None
    assert in_language(None, "en") is None

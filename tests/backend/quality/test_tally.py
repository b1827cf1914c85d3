"""What is out of its band, from what was counted; and what an answer says of an exercise."""

from dataclasses import replace
from typing import Any

import pytest

from backend.exercises.grading import Verdict
from backend.quality.evidence import Evidence, bar
from backend.quality.schemas import Cause
from backend.quality.statistics import Abilities
from backend.quality.tally import Tally, Told, abler, out_of_band, told

CHOICE: dict[str, Any] = {"type": "choice", "index": 1}


class TestTold:
    def test_names_an_option_by_its_place_in_the_content_however_it_was_shuffled(self) -> None:
        for order, index in (([0, 2, 1], 1), ([2, 1, 0], 0)):
            it = told({"type": "choice", "index": index}, order, Verdict.wrong, "nl")
            assert it == Told(right=False, gave_up=False, part="#2", options=3)

    def test_names_words_as_they_are_compared(self) -> None:
        parts = {
            told({"type": "typed", "text": text}, [], Verdict.wrong, "sr").part  # type: ignore[union-attr]
            for text in ("Dobro  jutro!", "dobro jutro", "добро јутро")
        }
        assert len(parts) == 1

    @pytest.mark.parametrize(
        ("said", "verdict"),
        [(None, Verdict.wrong), ({}, Verdict.wrong), (CHOICE, Verdict.unsure)],
    )
    def test_is_nothing_where_nothing_was_judged(self, said: Any, verdict: Verdict) -> None:
        assert told(said, [0, 1, 2], verdict, "nl") is None

    def test_of_whoever_gave_up_is_no_answer(self) -> None:
        it = told({"type": "give_up"}, [0, 1], Verdict.wrong, "nl")
        assert it is not None
        assert it.gave_up
        assert Tally().after(it, 0.0).evidence == Evidence()
        assert Tally().after(it, 0.0).given_up == 1

    @pytest.mark.parametrize(
        "said",
        [
            {"type": "choice", "index": 9},
            {"type": "ordered", "order": [2, 0, 7]},
            {"type": "picked", "picks": [1]},
        ],
    )
    def test_takes_any_answer(self, said: dict[str, Any]) -> None:
        assert told(said, [0, 1, 2], Verdict.wrong, "nl") is not None


def tally(exposures: int, right: int, **more: Any) -> Tally:
    return Tally(exposures=exposures, right=right, **more)


class TestOutOfBand:
    @pytest.mark.parametrize(
        ("it", "options", "cause"),
        [
            (tally(29, 5), 3, None),
            (tally(30, 14), 3, Cause.too_hard),
            (tally(30, 16), 3, None),
            (tally(40, 7), None, Cause.too_hard),
            (tally(40, 9), None, None),
            (tally(99, 99), 3, None),
            (tally(150, 150), 3, Cause.too_easy),
            (tally(150, 140), 3, None),
            (tally(3, 3, flags=2), 3, None),
            (tally(3, 3, flags=3), 3, Cause.reports),
            (tally(90, 80, flags=3), 3, Cause.reports),
            (tally(1000, 800, flags=3), 3, None),
            (tally(1000, 800, flags=18), 3, Cause.reports),
        ],
    )
    def test_by_shares(self, it: Tally, options: int | None, cause: Cause | None) -> None:
        assert out_of_band(it, options=options, reviews=0) is cause

    def test_where_the_abler_are_wrong(self) -> None:
        # Sixty answers, half by abilities of 1 and wrong, half by -1 and right.
        turned = tally(60, 30, abilities=Abilities(0.0, 60.0, -30.0))
        assert out_of_band(turned, options=3, reviews=0) is Cause.against_ability
        usual = tally(60, 30, abilities=Abilities(0.0, 60.0, 30.0))
        assert out_of_band(usual, options=3, reviews=0) is None

    def test_takes_more_once_it_was_found_good(self) -> None:
        assert out_of_band(tally(30, 14), options=3, reviews=1) is None
        assert out_of_band(tally(130, 50), options=3, reviews=1) is Cause.too_hard

    def test_needs_more_than_one_voice_however_sure_it_is(self) -> None:
        sure = Told(right=False, gave_up=False, part="#1", options=3)
        one = Tally().after(sure, ability=2.0).appealed()
        many = one
        while many.evidence.odds() <= bar(0):
            many = many.after(sure, ability=2.0).appealed()

        assert out_of_band(replace(many, exposures=1), options=3, reviews=0) is None
        assert out_of_band(replace(many, exposures=3), options=3, reviews=0) is Cause.broken


class TestAbler:
    def test_moves_less_the_more_is_known(self) -> None:
        first = abler(0.0, 0, expected=0.5, right=True)
        later = abler(0.0, 100, expected=0.5, right=True)
        assert first == pytest.approx(0.2)
        assert 0 < later < first

    def test_moves_little_by_what_was_expected(self) -> None:
        assert abler(1.0, 0, expected=0.99, right=True) == pytest.approx(1.004)
        assert abler(1.0, 0, expected=0.99, right=False) < 0.7

from math import exp, log

import pytest

from backend.speech.features import of_words
from backend.speech.scoring import shipped
from backend.speech.sounds import Sounds
from tests.backend.speech.listening import NEUTRAL, STATES, evidence

TABLE = Sounds({"S": [0.0, 2.0, 0.0], "TH": [0.0, 0.0, 2.0], "T": [-1.0, 0.0, 0.0]})


class TestPosterior:
    def test_is_the_logarithm_of_a_probability_among_all_sounds(self) -> None:
        found = TABLE.posterior("S", [1.0, 0.0])
        assert found.value == pytest.approx(2 - log(exp(2) + 1 + exp(-1)))
        assert found.likeliest == "S"

    def test_tells_which_sound_it_is_instead(self) -> None:
        assert TABLE.posterior("TH", [1.0, 0.0]).likeliest == "S"

    def test_ends_somewhere(self) -> None:
        assert TABLE.posterior("T", [500.0, 500.0]).value == -12

    def test_takes_a_sound_that_it_does_not_know_to_be_said_well(self) -> None:
        assert TABLE.posterior("ZH", [9.0, 9.0]).likeliest == "ZH"


def test_a_table_is_written_as_it_is_read() -> None:
    assert Sounds.read(TABLE.told()) == TABLE


def test_a_table_has_rows_of_one_length() -> None:
    with pytest.raises(ValueError, match="table"):
        Sounds.read('{"S": [1, 2], "T": [1]}')


def test_the_table_that_is_shipped_has_the_sounds_of_english() -> None:
    by = shipped("tiny.en")
    assert by
    table = by.sounds
    assert {"TH", "DH", "S", "IY", "IH", "R", "L", "V", "W"} <= set(table.weights)
    assert {len(row) for row in table.weights.values()} == {STATES + 1}


def test_words_are_told_how_many_of_their_sounds_are_others() -> None:
    [word] = of_words(evidence("st"), Sounds({"S": [5.0] + [0.0] * STATES, "T": [0.0, *NEUTRAL]}))
    assert word["recognised"] == 0.5
    assert word["posterior_worst"] == pytest.approx(-5, abs=0.1)

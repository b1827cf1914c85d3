from dataclasses import replace
from math import log

import pytest

from backend.speech.evidence import Evidence
from backend.speech.features import lowest, of_sentence, of_words
from backend.speech.heard import Phone, Placed, Stretch, Weighed
from backend.speech.sounds import Sounds
from backend.speech.timing import timing_of
from tests.backend.speech.listening import evidence, placed

NO_TABLE = Sounds({})


def words(found: Evidence) -> list[dict[str, float]]:
    return of_words(found, NO_TABLE)


def sentence(found: Evidence) -> dict[str, float]:
    return of_sentence(found, [8.0] * len(found.words))


class TestTiming:
    def test_counts_sounds_by_the_second_with_and_without_pauses(self) -> None:
        told = timing_of(placed(["abcde", "fghij"], pause=0.5), [Stretch(0.3, 1.8)])
        assert told["phone_rate"] == pytest.approx(log(10 / 1.5))
        assert told["articulation_rate"] == pytest.approx(log(10))
        assert told["pause_share"] == pytest.approx(0.5 / 1.5)
        assert told["pause_rate"] == pytest.approx(1 / 1.5)
        assert told["longest_pause"] == pytest.approx(log(1.5))
        assert told["voiced_share"] == pytest.approx(1.0)

    def test_a_silence_before_a_plosive_is_no_pause(self) -> None:
        assert timing_of(placed(["ab", "cd"], pause=0.1), [])["pause_rate"] == 0

    def test_rhythm_is_flat_where_vowels_last_alike(self) -> None:
        assert timing_of(placed(["aeiou"]), [])["vowel_rhythm"] == pytest.approx(0)
        uneven = Placed("ae", (Phone("AA", 0, 0.1, 0), Phone("EH", 0.1, 0.3, 0)))
        assert timing_of([uneven], [])["vowel_rhythm"] == pytest.approx(1.0)

    def test_sounds_without_time_are_counted(self) -> None:
        one = Placed("ab", (Phone("AA", 0, 0.03, -1), Phone("B", 0.03, 0.2, -1)))
        assert timing_of([one], [])["squeezed"] == 0.5


class TestOfWords:
    def test_needs_the_places_of_sounds(self) -> None:
        with pytest.raises(ValueError, match="places"):
            words(replace(evidence("a b"), placed=None))

    def test_the_ears_are_independent(self) -> None:
        clear, mumbled = words(evidence("one two")), words(evidence("one two", fit=-5))
        changed = {name for name in clear[0] if clear[0][name] != mumbled[0][name]}
        assert changed == {"fit", "fit_worst"}

    def test_a_word_is_judged_by_itself(self) -> None:
        whole = evidence("one two three")
        weighed = (whole.weighed[0], Weighed(-9, -9), whole.weighed[2])
        changed = words(replace(whole, weighed=weighed))
        before = words(whole)
        assert changed[0] == before[0]
        assert changed[2] == before[2]
        assert changed[1]["evidence"] == 0 < before[1]["evidence"]

    def test_what_was_heard_in_its_place_counts_by_likeness(self) -> None:
        found = words(evidence("a good deal", said="a good deer"))
        assert [word["said"] for word in found] == [1, 1, 0]
        assert found[2]["likeness"] == 0.5


class TestOfSentence:
    def test_reads_slower_where_pauses_are_longer(self) -> None:
        fast, slow = (
            sentence(evidence("one two three")),
            sentence(evidence("one two three", pause=1)),
        )
        assert slow["phone_rate"] < fast["phone_rate"]
        assert slow["pause_share"] > fast["pause_share"]
        assert slow["fit"] == fast["fit"]

    def test_what_was_not_heard_at_all_has_numbers_too(self) -> None:
        told = sentence(evidence("one two three", said=""))
        assert told["error_rate"] == 1
        assert told["probability"] == 0

    def test_error_rates_end_somewhere(self) -> None:
        assert sentence(evidence("one", said="a b c d e"))["error_rate"] == 1.5


def test_the_lowest_are_one_at_least() -> None:
    assert lowest([3, 1, 2], 0.1) == 1
    assert lowest([4, 1, 2, 3], 0.5) == 1.5

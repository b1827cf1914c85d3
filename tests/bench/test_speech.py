from pathlib import Path

import numpy as np
import orjson
import pytest

from tests.bench.speech_data import parted, recordings
from tests.bench.speech_discriminants import FEWEST, discriminants
from tests.bench.speech_figures import correlation, precision, recall, with_interval
from tests.bench.speech_ridge import ridge

CHANCE = np.random.default_rng(3)


class TestRidge:
    def test_finds_what_values_are_made_of(self) -> None:
        rows = [{"a": float(a), "b": float(b)} for a, b in CHANCE.normal(size=(500, 2))]
        wanted = [4 + 2 * row["a"] - row["b"] for row in rows]
        line = ridge(rows, wanted, ["a", "b"], strength=0.1)
        assert line.value({"a": 1.0, "b": 0.5}) == pytest.approx(5.5, abs=0.05)
        assert all(term.bend == 0 for term in line.terms.values())

    def test_bends_where_it_is_told_to(self) -> None:
        rows = [{"a": float(a)} for a in CHANCE.uniform(-2, 2, 500)]
        line = ridge(rows, [row["a"] ** 2 for row in rows], ["a"], strength=0.1, bent=True)
        assert line.value({"a": 1.5}) == pytest.approx(2.25, abs=0.1)


class TestDiscriminants:
    def test_tell_sounds_apart_that_lie_apart(self) -> None:
        names = ["S"] * 50 + ["TH"] * 50
        states = np.vstack([CHANCE.normal(0, 1, (50, 4)), CHANCE.normal(3, 1, (50, 4))])
        table = discriminants(names, states.tolist())
        assert table.posterior("S", [0.0] * 4).likeliest == "S"
        assert table.posterior("S", [3.0] * 4).likeliest == "TH"
        assert table.posterior("S", [0.0] * 4).value > table.posterior("S", [3.0] * 4).value

    def test_leave_out_what_is_too_rare(self) -> None:
        names = ["S"] * 20 + ["TH"] * 20 + ["ZH"] * (FEWEST - 1)
        states = CHANCE.normal(size=(len(names), 3)).tolist()
        assert set(discriminants(names, states).weights) == {"S", "TH"}


class TestFigures:
    def test_intervals_hold_the_value_and_are_wider_for_fewer_voices(self) -> None:
        one = CHANCE.normal(size=200)
        other = one + CHANCE.normal(size=200)
        many = with_interval(correlation, list(one), list(other), [str(n) for n in range(200)])
        few = with_interval(correlation, list(one), list(other), [str(n // 40) for n in range(200)])
        assert many.low < many.value < many.high
        assert few.value == many.value
        assert many.value == pytest.approx(0.7, abs=0.1)

    def test_flags_have_precision_and_recall(self) -> None:
        flags, wrong = np.array([1.0, 1, 0, 0]), np.array([1.0, 0, 1, 1])
        assert precision(flags, wrong) == 0.5
        assert recall(flags, wrong) == pytest.approx(1 / 3)
        assert precision(np.zeros(4), wrong) == 0

    def test_what_does_not_vary_has_no_correlation(self) -> None:
        assert correlation(np.ones(5), np.arange(5.0)) == 0


def test_voices_are_parted_into_all_and_none_twice() -> None:
    speakers = [str(number % 17) for number in range(100)]
    parts = list(parted(speakers, 5))
    assert sum(len(part) for part in parts) == len(set(speakers))
    assert set().union(*parts) == set(speakers)


def test_recordings_are_read_as_they_are_shared(tmp_path: Path) -> None:
    word = {"text": "one", "total": 9, "accuracy": 10, "phones": ["W", "AH0", "N"]}
    line = {
        "utterance": "1",
        "voice": "voice/1.ogg",
        "text": "ONE",
        "speaker": "7",
        "age": 6,
        "accuracy": 8,
        "fluency": 7.5,
        "prosodic": 7,
        "total": 6,
        "completeness": 1.0,
        "words": [{**word, "phones_accuracy": [2, 1.8, 2]}, {**word, "phones": None}],
    }
    (tmp_path / "scores.jsonl").write_bytes(orjson.dumps(line) + b"\n\n")
    [found] = recordings(tmp_path)
    assert found.voice == tmp_path / "voice" / "1.ogg"
    assert found.aspects == {"accuracy": 8, "fluency": 7.5, "prosody": 7, "total": 6}
    assert found.words == (9, 9)
    assert found.sounds == ((("W", 2.0), ("AH", 1.8), ("N", 2.0)), ())

from dataclasses import replace

import pytest

from backend.speech.heard import Weighed
from backend.speech.linear import Linear, Term
from backend.speech.scoring import ASPECTS, SURE, Coefficients, Reason, closeness, score, shipped
from backend.speech.sounds import Sounds
from tests.backend.speech.listening import NEUTRAL, evidence


class TestLinear:
    def test_adds_shares_and_their_bends_to_a_bias(self) -> None:
        line = Linear(5, {"rate": Term(mean=2, deviation=0.5, weight=1, bend=-0.25)})
        assert line.value({"rate": 2}) == 5
        assert line.value({"rate": 3}) == 5 + 2 - 1

    def test_what_is_far_out_says_no_more(self) -> None:
        line = Linear(0, {"rate": Term(0, 1, 1, 0)})
        assert line.value({"rate": 1000}) == line.value({"rate": 3.5})
        assert line.strange({"rate": 1000}) == ["rate"]
        assert line.strange({"rate": 3}) == []

    def test_never_guesses_a_feature(self) -> None:
        with pytest.raises(KeyError):
            Linear(0, {"rate": Term(0, 1, 1, 0)}).value({})

    def test_is_written_as_it_is_read(self) -> None:
        line = Linear(1.5, {"rate": Term(0.25, 1, -2, 0.5)})
        assert Linear.read(line.told()) == line

    @pytest.mark.parametrize("told", [{"": 1}, {"": ["a"]}, {}, {"": [1], "rate": [1, 2]}])
    def test_refuses_what_are_no_coefficients(self, told: dict[str, object]) -> None:
        with pytest.raises((ValueError, KeyError, TypeError)):
            Linear.read(told)


# Whatever is said, to this table it is something else.
DOUBTING = Sounds({name: [9.0 * (name == "?"), *NEUTRAL] for name in "?ABCEILRTW"})


@pytest.fixture(scope="module")
def by() -> Coefficients:
    found = shipped("tiny.en")
    assert found
    return found


def test_coefficients_are_of_the_recogniser_that_they_name() -> None:
    assert all((by := shipped(name)) and by.recogniser == name for name in ("tiny.en", "base"))
    assert shipped("../speech") is shipped("large-v3") is None


GOOD = evidence("we call it bear", fit=-1.2, likelihood=-0.1)
POOR = evidence("we call it bear", said="where colleague", fit=-5, likelihood=-5, pause=0.8)


class TestScore:
    def test_has_every_aspect_within_bounds(self, by: Coefficients) -> None:
        for found in (GOOD, POOR):
            scored = score(found, by)
            assert set(scored.aspects) == set(ASPECTS)
            assert all(0 <= one.value <= 10 for one in scored.aspects.values())
            assert all(0 <= one.confidence <= 1 for one in scored.aspects.values())

    def test_a_good_reading_gets_more_than_a_poor_one(self, by: Coefficients) -> None:
        good, poor = score(GOOD, by), score(POOR, by)
        assert all(good.aspects[name].value > poor.aspects[name].value + 1 for name in ASPECTS)

    def test_only_the_word_that_was_said_badly_loses(self, by: Coefficients) -> None:
        placed = GOOD.placed or ()
        bad = replace(placed[1], phones=tuple(replace(one, fit=-8.0) for one in placed[1].phones))
        weighed = (GOOD.weighed[0], Weighed(-6.0, -6.0), *GOOD.weighed[2:])
        changed = replace(GOOD, placed=(placed[0], bad, *placed[2:]), weighed=weighed)
        pairs = zip(score(GOOD, by).words, score(changed, by).words, strict=True)
        lost = [before.value - after.value for before, after in pairs]
        assert lost[1] > 0.5
        assert lost[0] == lost[2] == lost[3] == 0

    def test_one_ear_alone_calls_no_word_mispronounced(self, by: Coefficients) -> None:
        words = "we call it bear"
        unheard = evidence(words, said="x y z q", likelihood=-9, fit=-0.8)
        mumbled = evidence(words, likelihood=-0.05, fit=-8)
        both = evidence(words, said="x y z q", likelihood=-9, fit=-8)
        doubting = replace(by, sounds=DOUBTING)
        cases = [(unheard, by), (mumbled, doubting), (both, doubting)]
        flags = [[word.mispronounced for word in score(*case).words] for case in cases]
        assert flags == [[False] * 4, [False] * 4, [True] * 4]


class TestAbstention:
    def test_nothing_is_scored_where_nobody_speaks(self, by: Coefficients) -> None:
        silent = replace(GOOD, heard=replace(GOOD.heard, words=(), stretches=()))
        assert score(silent, by).reason is Reason.no_speech

    def test_nothing_is_scored_that_the_recogniser_sees_in_part(self, by: Coefficients) -> None:
        assert score(replace(GOOD, seconds=31.0), by).reason is Reason.too_long

    def test_nothing_is_scored_without_the_sounds_of_a_language(self, by: Coefficients) -> None:
        assert score(replace(GOOD, placed=None), by).reason is Reason.not_placed

    def test_another_sentence_is_not_scored(self, by: Coefficients) -> None:
        other = evidence("we call it bear", said="good morning", likelihood=-9, unheard=-8, fit=-6)
        assert score(other, by).reason is Reason.other_words

    def test_a_recording_of_another_kind_is_not_scored(self, by: Coefficients) -> None:
        odd = replace(GOOD, heard=replace(GOOD.heard, likelihood=-40.0, silence=9.0))
        slow = replace(
            odd,
            placed=tuple(
                replace(
                    word,
                    phones=tuple(
                        replace(one, start=one.start * 400, seconds=1.0, fit=-40.0)
                        for one in word.phones
                    ),
                )
                for word in odd.placed or ()
            ),
        )
        assert score(slow, by).reason is Reason.strange

    def test_an_expected_error_is_a_confidence(self) -> None:
        assert closeness(0.5) > 0.95 > closeness(1.5) > 0.5 > closeness(3)

    def test_an_unsure_score_is_not_told(self, by: Coefficients) -> None:
        doubtful = {name: Linear(9.0, {}) for name in ASPECTS}
        scored = score(GOOD, replace(by, errors=doubtful))
        assert scored.reason is Reason.unsure
        assert scored.aspects["total"].confidence < SURE
        assert scored.aspects["total"].told is None

from collections import Counter

import pytest

from backend.speech.aligning import Status, align, error_rate, share_said
from backend.speech.looping import unlooped
from tests.backend.speech.listening import heard

SAID, UNCLEAR, MISSING, EXTRA = Status.said, Status.unclear, Status.missing, Status.extra


def statuses(target: str, said: str) -> list[Status]:
    return [one.status for one in align(target.split(), heard(said))]


class TestAlign:
    @pytest.mark.parametrize(
        ("target", "said", "expected"),
        [
            ("we call it bear", "We call it bear.", [SAID] * 4),
            ("WE CALL IT BEAR", "we call it bear", [SAID] * 4),
            ("we call it bear", "we call bear", [SAID, SAID, MISSING, SAID]),
            ("we call it bear", "we call it beer", [SAID, SAID, SAID, UNCLEAR]),
            ("we call it bear", "we we call it bear", [EXTRA, SAID, SAID, SAID, SAID]),
            ("we call it bear", "we um call it bear", [SAID, EXTRA, SAID, SAID, SAID]),
            ("we call it bear", "", [MISSING] * 4),
            ("", "we call", [EXTRA, EXTRA]),
            ("don’t go", "Don't go!", [SAID, SAID]),
            ("well-known fact", "well known fact", [UNCLEAR, EXTRA, SAID]),
        ],
    )
    def test_tells_each_word_apart(self, target: str, said: str, expected: list[Status]) -> None:
        found = statuses(target, said)
        assert Counter(found) == Counter(expected)
        assert found == expected or len(set(expected)) > 1

    def test_takes_words_alike_for_one_another(self) -> None:
        pairs = align(["a", "good", "deal"], heard("a deer"))
        assert [(one.status, one.heard and one.heard.text) for one in pairs] == [
            (SAID, "a"),
            (MISSING, None),
            (UNCLEAR, "deer"),
        ]

    def test_has_every_word_of_both_once_in_order(self) -> None:
        target, said = "the trail though would be", "um the the train would would be be long"
        found = align(target.split(), heard(said))
        assert [one.target for one in found if one.target] == target.split()
        assert [one.heard.text for one in found if one.heard] == said.split()
        assert [one.place for one in found if one.place is not None] == list(range(5))

    def test_keeps_hesitations_and_repetitions_and_says_so(self) -> None:
        found = align(["I", "like", "tea"], heard("I um like like tea"))
        extra = [one for one in found if one.status is EXTRA]
        assert [(one.hesitation, one.repeated) for one in extra] == [(True, False), (False, True)]

    def test_a_word_heard_right_but_hardly_is_unclear(self) -> None:
        assert [one.status for one in align(["tea"], heard("tea", probability=0.1))] == [UNCLEAR]


class TestErrorRate:
    def test_counts_wrong_missing_and_extra_words_but_no_hesitations(self) -> None:
        assert error_rate(align(["a", "b", "c", "d"], heard("a x c um d d"))) == 0.5
        assert error_rate(align(["a"], heard("uh a"))) == 0

    def test_is_not_moved_by_how_sure_the_recogniser_is(self) -> None:
        assert error_rate(align(["tea"], heard("tea", probability=0.1))) == 0

    def test_of_nothing_to_say_is_nothing(self) -> None:
        assert error_rate(align([], heard("a b"))) == 0
        assert share_said([]) == 0


def test_the_share_said_counts_what_was_heard_for_sure() -> None:
    assert share_said(align(["a", "b", "c", "d"], heard("a b x"))) == 0.5


class TestUnlooped:
    @pytest.mark.parametrize(
        ("said", "kept"),
        [
            ("no no no no no no", "no no no"),
            ("a b, A b a B a b. a c", "a b, A b a B a c"),
            ("I I like it", "I I like it"),
            ("see you again see you again", "see you again see you again"),
            ("", ""),
        ],
    )
    def test_leaves_repetitions_but_no_loops(self, said: str, kept: str) -> None:
        assert " ".join(word.text for word in unlooped(heard(said))) == kept

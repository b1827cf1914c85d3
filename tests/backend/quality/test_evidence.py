"""A broken exercise gives itself away within a few answers; a good one does not."""

import pytest

from backend.quality.evidence import (
    BROKEN,
    FLOOR,
    HYPOTHESES,
    MOST_CHOICES,
    Evidence,
    Seen,
    bar,
)
from backend.quality.schemas import FlagReason
from tests.bench.exposures import DEFECTS, a_good_one, planted, share

RIGHT = Seen(right=True, ability=0.0, options=3)


def wrong(choice: str | None = "a", ability: float = 0.0) -> Seen:
    return Seen(right=False, ability=ability, options=3, choice=choice)


def after(*answers: Seen) -> Evidence:
    evidence = Evidence()
    for each in answers:
        evidence = evidence.after(each)
    return evidence


class TestEvidence:
    def test_begins_with_what_is_known_of_all_exercises(self) -> None:
        assert sum(each.prior for each in HYPOTHESES) == pytest.approx(1)
        assert sum(each.prior for each in HYPOTHESES if each.bad) == pytest.approx(BROKEN)
        assert Evidence().odds() == pytest.approx(-3.367, abs=0.01)

    def test_grows_with_every_wrong_answer_and_shrinks_with_every_right_one(self) -> None:
        assert after(RIGHT).odds() < Evidence().odds() < after(wrong()).odds()

    def test_the_same_wrong_answer_again_says_more_than_another_one(self) -> None:
        assert after(wrong("a"), wrong("a")).odds() > after(wrong("a"), wrong("b")).odds()

    def test_that_the_ablest_are_wrong_says_more_than_that_beginners_are(self) -> None:
        assert after(wrong(ability=2.0)).odds() > after(wrong(ability=-2.0)).odds()

    def test_a_report_by_whoever_was_right_says_more_than_a_complaint(self) -> None:
        complaint = after(wrong()).flagged(FlagReason.other, right=False)
        report = after(wrong()).flagged(FlagReason.other, right=True)
        assert after(wrong()).odds() < complaint.odds() < report.odds()

    def test_one_report_on_an_exercise_that_went_well_is_not_enough(self) -> None:
        for right in (True, False):
            evidence = after(*[RIGHT] * 8).flagged(FlagReason.wrong_key, right=right)
            assert evidence.odds() < bar(0)

    def test_reports_say_what_the_matter_is(self) -> None:
        evidence = after(RIGHT, wrong(), RIGHT, wrong())
        for _ in range(2):
            evidence = evidence.flagged(FlagReason.two_keys, right=False)
        assert evidence.matter() == "two keys"
        assert after(*[wrong()] * 6).matter() == "wrong key"

    def test_no_past_is_so_good_that_a_change_is_not_noticed(self) -> None:
        assert FLOOR - 4 < after(*[RIGHT] * 500).odds() < FLOOR / 2
        assert after(*[RIGHT] * 500, *[wrong(ability=1.0)] * 25).odds() > bar(0)

    def test_expects_of_the_able_more_than_of_others_and_of_a_broken_exercise_little(self) -> None:
        able, other = (Seen(right=True, ability=a, options=3) for a in (1.0, -1.0))
        assert Evidence().expected(other) < 0.75 < Evidence().expected(able) < 1
        assert after(*[wrong()] * 10).expected(able) < 0.3

    def test_is_the_same_after_it_was_kept(self) -> None:
        evidence = after(wrong(), RIGHT)
        assert Evidence.kept(list(evidence.weights), dict(evidence.wrong)) == evidence

    def test_weighed_against_other_hypotheses_begins_anew(self) -> None:
        assert Evidence.kept([0.0, -1.0], {"a": 3}) == Evidence()

    def test_remembers_so_many_wrong_answers_and_no_more(self) -> None:
        typed = (Seen(right=False, ability=0, choice=f"way {n}") for n in range(100))
        assert len(after(*typed).wrong) == MOST_CHOICES

    def test_takes_any_answer(self) -> None:
        strange = [
            Seen(right=False, ability=50.0, options=2, choice=None),
            Seen(right=True, ability=-50.0, options=None),
            Seen(right=False, ability=0.0, options=1, choice="x" * 1000),
        ]
        assert -100 < after(*strange).odds() < 100


def test_a_review_that_found_nothing_raises_the_bar() -> None:
    assert bar(0) < bar(1) < bar(2)


class TestTwentyExposures:
    """Each of a thousand runs; what is assumed of learners stands in the benchmark."""

    def test_retire_what_is_broken(self) -> None:
        assert share(planted(*DEFECTS), "planted") >= 0.99

    def test_leave_what_is_good(self) -> None:
        assert share(a_good_one, "good") <= 0.02

    def test_find_a_wrong_key_without_a_single_report(self) -> None:
        assert share(planted("wrong key"), "unreported", reported=0.0) >= 0.99

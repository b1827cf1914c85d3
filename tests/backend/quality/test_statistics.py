"""Shares and correlations with their bounds, against figures worked out elsewhere."""

from math import inf
from random import Random

import pytest

from backend.quality.statistics import Abilities, correlation, discrimination, share

SURE = 1.96


class TestShare:
    @pytest.mark.parametrize(
        ("hits", "of", "low", "high"),
        [
            (8, 10, 0.4902, 0.9433),
            (0, 10, 0.0, 0.2775),
            (10, 10, 0.7225, 1.0),
            (1, 2, 0.0945, 0.9055),
        ],
    )
    def test_is_wilsons(self, hits: int, of: int, low: float, high: float) -> None:
        assert share(hits, of, z=SURE) == pytest.approx((low, high), abs=2e-4)

    def test_of_nothing_may_be_anything(self) -> None:
        assert share(0, 0, z=SURE) == (0.0, 1.0)

    @pytest.mark.parametrize(("hits", "of"), [(2, 1), (-1, 1)])
    def test_of_more_than_all_is_refused(self, hits: int, of: int) -> None:
        with pytest.raises(ValueError, match="is no share"):
            share(hits, of, z=SURE)

    def test_holds_the_truth_as_often_as_it_says(self) -> None:
        chance, held = Random(1), 0
        for _ in range(2000):
            hits = sum(chance.random() < 0.8 for _ in range(40))
            low, high = share(hits, 40, z=SURE)
            held += low <= 0.8 <= high
        assert 0.9 < held / 2000 < 0.98


def summed(answers: list[tuple[float, bool]]) -> tuple[int, int, Abilities]:
    able = [ability for ability, _ in answers]
    right = [ability for ability, was_right in answers if was_right]
    return len(answers), len(right), Abilities(sum(able), sum(a * a for a in able), sum(right))


class TestDiscrimination:
    def test_is_the_correlation_of_ability_and_being_right(self) -> None:
        answers = [(-1.0, False), (0.0, False), (1.0, True), (2.0, True)]
        assert discrimination(*summed(answers)) == pytest.approx(0.8944, abs=1e-4)
        turned = [(ability, not right) for ability, right in answers]
        assert discrimination(*summed(turned)) == pytest.approx(-0.8944, abs=1e-4)

    @pytest.mark.parametrize(
        "answers", [[], [(1.0, True)] * 3, [(1.0, False)] * 3, [(0.3, True), (0.3, False)]]
    )
    def test_is_unknown_where_nothing_differs(self, answers: list[tuple[float, bool]]) -> None:
        assert discrimination(*summed(answers)) is None


class TestCorrelation:
    def test_narrows_with_the_number_of_pairs(self) -> None:
        assert correlation(0.5, 28, z=SURE) == pytest.approx((0.156, 0.7355), abs=1e-3)
        few, many = correlation(0.5, 10, z=SURE), correlation(0.5, 1000, z=SURE)
        assert few.low < many.low < 0.5 < many.high < few.high

    def test_of_too_few_may_be_anything(self) -> None:
        assert correlation(1.0, 3, z=SURE) == (-1.0, 1.0)

    def test_of_one_is_finite(self) -> None:
        assert -inf < correlation(1.0, 100, z=SURE).low < 1

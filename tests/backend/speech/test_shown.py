import pytest

from backend.speech.scoring import ASPECTS, BEST, WORDS, shipped
from backend.speech.shown import PLAIN, Shown

CURVE = Shown(((0.0, 0.0), (6.0, 6.0), (9.0, 10.0)))


class TestShown:
    @pytest.mark.parametrize(
        ("found", "shown"),
        [(-3.0, 0.0), (0.0, 0.0), (4.0, 4.0), (6.0, 6.0), (7.5, 8.0), (9.0, 10.0), (12.0, 10.0)],
    )
    def test_goes_straight_from_point_to_point_and_is_level_beyond(
        self, found: float, shown: float
    ) -> None:
        assert CURVE.value(found) == pytest.approx(shown)

    def test_changes_nothing_where_nothing_is_known(self) -> None:
        assert [PLAIN.value(one) for one in (0.0, 3.3, 10.0)] == [0.0, 3.3, 10.0]

    def test_is_written_as_it_is_read(self) -> None:
        assert Shown.read(CURVE.told()) == CURVE

    @pytest.mark.parametrize(
        "told",
        [[], [[0, 0]], [[0, 0], [0, 1]], [[0, 0], [5, 0]], [[0, 5], [5, 4]], [[0, 0], [1]]],
    )
    def test_refuses_what_does_not_rise(self, told: list[list[float]]) -> None:
        with pytest.raises(ValueError, match=r"."):
            Shown.read(told)


@pytest.mark.parametrize("recogniser", ["tiny.en", "base"])
def test_what_is_shipped_keeps_the_scale_of_experts_where_much_is_to_improve(
    recogniser: str,
) -> None:
    by = shipped(recogniser)
    assert by
    assert set(by.shown) == {WORDS, *ASPECTS}
    for curve in by.shown.values():
        assert curve.value(5.0) == 5.0
        assert curve.value(BEST) == BEST

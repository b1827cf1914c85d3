import pytest

from backend.llm import prices
from backend.llm.asking import Line
from backend.llm.calling import Call, Usage
from backend.llm.prices import Price, prices_in

CALL = Call("m", "Be kind. " * 20, (Line("user", "Здравей, как си?"),), 0.0, 50, 5.0)


class TestPrice:
    def test_is_in_micro_dollars_rounded_up(self) -> None:
        assert Price(0.4, 0.1, 1.6).of(Usage(1000, 500, 10)) == 266
        assert Price(0.4, 0.1, 1.6).of(Usage(1, 0, 0)) == 1

    def test_of_nothing_is_nothing(self) -> None:
        assert Price(1, 1, 1).of(Usage()) == 0


class TestPricesIn:
    def test_takes_a_models_own_price_or_that_of_all_others(self) -> None:
        found = prices_in("small=1/0.5/4, *=2/1/8")
        assert found.of("small", Usage(10, 0, 1)) == 14
        assert found.of("large", Usage(10, 0, 1)) == 28

    @pytest.mark.parametrize("text", ["", "small=1/1/1", "*=1/1", "*=a/b/c", "*=1/1/-1", "*"])
    def test_refuses_what_says_no_price_for_all(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            prices_in(text)


class TestMost:
    def test_is_more_than_is_likely(self) -> None:
        most, likely = prices.most(CALL), prices.likely(CALL, "x" * 150)
        assert most.input > likely.input > 0
        assert most.output == 50
        assert likely.output == 50

    def test_counts_the_schema(self) -> None:
        with_schema = Call(
            "m", CALL.system, CALL.lines, 0.0, 50, 5.0, schema=("Name", {"type": "object"})
        )
        assert prices.most(with_schema).input > prices.most(CALL).input

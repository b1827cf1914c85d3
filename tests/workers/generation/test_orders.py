"""What a model is asked to write, and what becomes of an order that it does not fulfil."""

from backend.generation.jobs import WriteDrafts
from backend.generation.models import Order
from backend.generation.repository import Orders
from backend.generation.schemas import OrderState
from infra.local.llm.script import Fault
from tests.workers.generation.press import Press


class TestAnOrder:
    async def test_that_is_refused_is_remembered_and_not_sent_again(self, press: Press) -> None:
        await press.without()
        press.says()
        press.model.fails("generate_item", Fault.refusal)
        order = await press.write(press.fresh[0])
        await press.do(WriteDrafts(order_id=order))

        found = await press.one(Order)
        assert found.state is OrderState.refused
        assert len(press.model.calls("generate_item")) == 1
        async with press.sessions() as session:
            assert await Orders(session).refused() == {found.digest}

    async def test_whose_shape_is_wrong_fails_kindly(self, press: Press) -> None:
        await press.without()
        press.says({"something": "else"})
        await press.write(press.fresh[0])
        assert (await press.one(Order)).state is OrderState.failed

    async def test_carries_the_level_the_skill_and_what_the_stock_has(self, press: Press) -> None:
        await press.without()
        press.says()
        await press.write(press.fresh[0])

        heard = press.model.calls("generate_item")[-1].heard
        assert "level A2 of the CEFR" in heard.system
        assert "exercises for learners of Dutch" in heard.system
        assert "stock_has_already" in heard.last
        assert "We hebben er nog vijf." in heard.last

"""A stock that runs low: what is ordered, what that costs, and when it ends."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from backend.attempts.models import Attempt
from backend.client import Backend
from backend.generation.jobs import PlanRefill, WriteDrafts
from backend.generation.models import Order, Refill
from backend.generation.schemas import OrderState, RefillState
from backend.kit.clock import utc_now
from backend.llm.booking import Limits
from tests.factories import a_learner
from tests.llm import a_desk
from tests.workers.generation.press import Press
from tests.workers.working import rows
from workers.context import Resources


@pytest.fixture
async def need(backend: Backend, press: Press) -> None:
    """Somebody who has little that is new before them."""
    await press.without()
    learner = await a_learner(backend, level="A2")
    exercise = await learner.exercise()
    async with press.sessions.begin() as session:
        await session.execute(
            update(Attempt).where(Attempt.id == exercise.attempt_id).values(because="new")
        )


async def states(press: Press) -> list[RefillState]:
    found = await rows(press.sessions, Refill)
    return [one.state for one in sorted(found, key=lambda one: one.id)]


@pytest.mark.usefixtures("need")
class TestARefill:
    async def test_says_what_it_will_cost_before_anybody_is_asked(self, press: Press) -> None:
        await press.do(PlanRefill())

        refill = await press.one(Refill)
        assert refill.state is RefillState.running
        orders = await press.jobs(WriteDrafts)
        assert refill.drafts >= len(orders) > 3
        assert refill.calls > refill.drafts
        assert refill.cost > 1000 * refill.calls / 2
        assert press.model.calls() == []
        assert orders[-1].run_at - orders[0].run_at > timedelta(minutes=30)
        assert {row.queue for row in orders} == {"background"}

    async def test_is_planned_once_while_one_runs(self, press: Press) -> None:
        for _ in range(3):
            await press.do(PlanRefill())
        assert await states(press) == [RefillState.running]

    async def test_planned_by_several_workers_at_once_is_one(self, press: Press) -> None:
        ids = [await press.enqueued(PlanRefill()) for _ in range(4)]
        await asyncio.gather(*(press.runner.run(id) for id in ids))

        refill = await press.one(Refill)
        sent = await press.jobs(WriteDrafts)
        orders = await rows(press.sessions, Order)
        assert len(sent) == len(orders)
        assert {order.refill_id for order in orders} == {refill.id}

    async def test_stops_for_whoever_stopped_practising(self, press: Press) -> None:
        async with press.sessions.begin() as session:
            await session.execute(update(Attempt).values(shown_at=utc_now() - timedelta(days=8)))
        await press.do(PlanRefill())
        assert await states(press) == []

    async def test_is_not_planned_without_a_model(self, press: Press) -> None:
        it = press.resources
        await press.by(Resources(it.sessions, it.queue, it.telegram)).do(PlanRefill())
        assert await states(press) == []

    async def test_stops_at_its_budget(self, press: Press) -> None:
        press.says()
        await press.do(PlanRefill())
        await press.now_due()
        poor, it = Limits(learner=1, day=0.02, roles={}), press.resources
        async with a_desk(it.sessions, press.model, limits=poor) as desk:
            by = press.by(Resources(it.sessions, it.queue, it.telegram, desk))
            await by.do_all(WriteDrafts)

        refill = await press.one(Refill)
        assert (refill.state, refill.stopped_by) == (RefillState.stopped, "budget")
        assert len(press.model.calls("generate_item")) < refill.drafts
        ends = {order.state for order in await rows(press.sessions, Order)}
        assert ends <= {OrderState.skipped, OrderState.done}

    async def test_ends_when_each_of_its_orders_is_settled(self, press: Press) -> None:
        press.says()
        await press.do(PlanRefill())
        await press.now_due()
        await press.do_all(WriteDrafts)
        assert await states(press) == [RefillState.done]

    async def test_that_was_never_settled_makes_room_after_hours(self, press: Press) -> None:
        await press.do(PlanRefill())
        async with press.sessions.begin() as session:
            await session.execute(update(Refill).values(planned_at=utc_now() - timedelta(hours=4)))
        await press.do(PlanRefill())
        assert await states(press) == [RefillState.lapsed, RefillState.running]

"""What is remembered of a person, and how it is erased."""

from sqlalchemy import func, select

from backend.client import Backend
from backend.db import Sessions
from backend.tutor.models import Fact
from tests.factories import Learner, a_learner


class TestFacts:
    async def remember(self, sessions: Sessions, learner: Learner, count: int) -> None:
        async with sessions.begin() as session:
            session.add_all(Fact(user_id=learner.user.id, text=f"Fact {n}") for n in range(count))

    async def test_are_listed_and_erased_one_by_one_or_all(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await self.remember(sessions, learner, 10)
        page = await learner.calls.facts(0)
        assert (page.total, page.pages, len(page.facts)) == (10, 2, 8)
        assert page.facts[0].text == "Fact 9"
        left = await learner.calls.forget(page.facts[0].id, 0)
        assert left.total == 9
        assert (await learner.calls.forget(page.facts[0].id, 7)).page == 1
        assert (await learner.calls.forget_all()).total == 0

    async def test_to_come_are_promised_where_a_model_is(
        self, learner: Learner, talker: Learner
    ) -> None:
        assert not (await learner.calls.facts(0)).remembers
        assert (await talker.calls.facts(0)).remembers

    async def test_of_others_are_out_of_reach(
        self, learner: Learner, backend: Backend, sessions: Sessions
    ) -> None:
        await self.remember(sessions, learner, 2)
        mine = (await learner.calls.facts(0)).facts
        other = await a_learner(backend, 8)
        assert (await other.calls.facts(0)).total == 0
        await other.calls.forget(mine[0].id, 0)
        await other.calls.forget_all()
        async with sessions() as session:
            assert await session.scalar(select(func.count()).select_from(Fact)) == 2

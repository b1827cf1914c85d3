import asyncio
import re
from datetime import timedelta

import httpx2
import pytest
from sqlalchemy import func, select, update

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.kit.clock import utc_now
from backend.links.models import Link
from backend.links.service import LASTS
from tests.factories import Learner, a_course, a_learner


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, skills=1, rounds=1)
    return await a_learner(backend)


async def make_older(sessions: Sessions, by: timedelta) -> None:
    moved = {"created_at": Link.created_at - by, "expires_at": Link.expires_at - by}
    async with sessions.begin() as session:
        await session.execute(update(Link).values(moved))


class TestMake:
    async def test_gives_a_token_that_says_nothing_and_leads_to_the_course(
        self, learner: Learner, backend: Backend, sessions: Sessions
    ) -> None:
        link = await learner.calls.make_link("nl")
        assert re.fullmatch(r"[A-Za-z0-9_-]{22}", link.token)
        async with sessions() as session:
            kept = await session.get_one(Link, link.token)
        lasts = kept.expires_at - utc_now()
        assert LASTS - timedelta(minutes=1) < lasts <= LASTS
        stranger = backend.on_behalf_of(99, bot_id=42)
        followed = await stranger.link(link.token)
        assert (followed.target, followed.expired) == ("nl", False)

    async def test_again_within_a_day_gives_the_same_even_at_once(
        self, learner: Learner, backend: Backend, sessions: Sessions
    ) -> None:
        made = await asyncio.gather(*(learner.calls.make_link("nl") for _ in range(4)))
        assert len({each.token for each in made}) == 1
        other = await a_learner(backend, 8)
        assert (await other.calls.make_link("nl")).token != made[0].token
        await make_older(sessions, timedelta(hours=25))
        assert (await learner.calls.make_link("nl")).token != made[0].token
        async with sessions() as session:
            assert await session.scalar(select(func.count()).select_from(Link)) == 3

    async def test_to_no_course_is_422_and_by_nobody_is_404(
        self, learner: Learner, backend: Backend
    ) -> None:
        with pytest.raises(Refused) as refused:
            await learner.calls.make_link("xx")
        assert refused.value.status == 422
        with pytest.raises(Refused) as refused:
            await backend.on_behalf_of(99, bot_id=42).make_link("nl")
        assert refused.value.status == 404


class TestFollow:
    async def test_of_an_expired_link_says_so(self, learner: Learner, sessions: Sessions) -> None:
        link = await learner.calls.make_link("nl")
        await make_older(sessions, LASTS)
        assert (await learner.calls.link(link.token)).expired

    async def test_of_no_link_is_not_found(self, learner: Learner) -> None:
        with pytest.raises(Refused) as refused:
            await learner.calls.link("A" * 22)
        assert (refused.value.status, refused.value.code) == (404, "NotFound")

    @pytest.mark.parametrize("token", ["A", "A" * 65, "ы" * 22, "A" * 21 + "."])
    async def test_of_what_cannot_be_one_is_422(self, token: str, http: httpx2.AsyncClient) -> None:
        assert (await http.get(f"/api/v1/links/{token}")).status_code == 422

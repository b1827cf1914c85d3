"""The reminder that a rest is over."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.jobs.models import JobRow as Job
from backend.kit.clock import utc_now
from backend.lessons.pacing import PACES
from backend.lessons.schemas import RestNext
from backend.profiles.models import Profile
from backend.users.models import Chat
from backend.users.schemas import Plan
from tests.backend.attempts.sets import a_set, set_user
from tests.factories import Learner, a_course, a_learner


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, skills=4)
    return await a_learner(backend)


class TestReminder:
    async def jobs(self, sessions: Sessions) -> list[Job]:
        async with sessions() as session:
            return list(await session.scalars(select(Job)))

    async def test_is_a_job_at_the_end_of_the_rest(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        for _ in range(3):
            rest = (await a_set(learner))[-1].next
        assert isinstance(rest, RestNext)

        out = await learner.calls.remind(learner.profile.id)

        [job] = await self.jobs(sessions)
        assert out.at == rest.until == job.run_at
        assert job.kind == "lessons.TellRestIsOver"
        assert job.payload["profile_id"] == learner.profile.id

    async def test_asked_for_many_times_at_once_is_one(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        for _ in range(3):
            await a_set(learner)
        asked = [learner.calls.remind(learner.profile.id) for _ in range(10)]
        assert len({out.at for out in await asyncio.gather(*asked)}) == 1
        assert len(await self.jobs(sessions)) == 1

    async def test_asked_for_again_after_more_practice_is_one_more_job(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await learner.calls.remind(learner.profile.id)
        await a_set(learner, of=1)
        await learner.calls.remind(learner.profile.id)
        await learner.calls.remind(learner.profile.id)
        first, second = await self.jobs(sessions)
        assert first.payload == second.payload

    async def test_without_a_rest_comes_with_the_next_local_day(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        at = (await learner.calls.remind(learner.profile.id)).at
        assert at
        assert (at.hour, at.minute, at.second) == (0, 0, 0)
        assert utc_now() < at <= utc_now() + timedelta(days=1)

    async def test_of_a_rest_that_is_over_is_not_needed(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        for _ in range(3):
            await a_set(learner)
        async with sessions.begin() as session:
            await session.execute(update(Profile).values(rest_until=utc_now()))

        assert (await learner.calls.remind(learner.profile.id)).at is None
        assert await self.jobs(sessions) == []

        await set_user(sessions, answered_today=PACES[Plan.free].daily_limit)
        assert (await learner.calls.remind(learner.profile.id)).at is not None

    async def test_in_a_chat_that_nobody_knows_is_not_found(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        async with sessions.begin() as session:
            await session.execute(update(Chat).values(bot_id=99))
        with pytest.raises(Refused) as refused:
            await learner.calls.remind(learner.profile.id)
        assert (refused.value.code, await self.jobs(sessions)) == ("NotFound", [])

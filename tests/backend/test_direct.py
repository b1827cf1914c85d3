"""The bare driver keeps the promises of a session: jobs in the transaction, clean connections."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg  # type: ignore[import-untyped]
import pytest
from sqlalchemy import select, text

from backend.attempts.jobs import ForgetReplies
from backend.db import Sessions, direct_transaction
from backend.direct import Pool, create_pool
from backend.jobs.models import JobRow
from backend.kit.clock import utc_now
from backend.queue import Hint, Silent, enqueue
from backend.settings import Settings


class Told:
    def __init__(self) -> None:
        self.hints: list[Hint] = []

    async def push(self, hint: Hint) -> None:
        self.hints.append(hint)


@pytest.fixture
async def pool(settings: Settings, sessions: Sessions) -> AsyncIterator[Pool]:
    async with create_pool(settings.database_url.get_secret_value(), size=1) as pool:
        yield pool


async def jobs(sessions: Sessions) -> list[JobRow]:
    async with sessions() as session:
        return list(await session.scalars(select(JobRow)))


class TestDirectTransaction:
    async def test_writes_a_job_with_what_asks_for_it_and_tells_of_it_afterwards(
        self, pool: Pool, sessions: Sessions
    ) -> None:
        told = Told()
        async with direct_transaction(pool, told) as direct:
            id = await enqueue(direct, ForgetReplies())
            assert told.hints == []

        [job] = await jobs(sessions)
        assert [hint.job_id for hint in told.hints] == [job.id] == [id]

    async def test_forgets_the_job_with_the_rest_when_it_fails(
        self, pool: Pool, sessions: Sessions
    ) -> None:
        told = Told()

        async def change_of_heart() -> None:
            async with direct_transaction(pool, told) as direct:
                await enqueue(direct, ForgetReplies(), key="once")
                raise LookupError

        with pytest.raises(LookupError):
            await change_of_heart()

        assert await jobs(sessions) == []
        assert told.hints == []

    async def test_a_key_and_a_time_are_kept(self, pool: Pool, sessions: Sessions) -> None:
        later = utc_now() + timedelta(hours=1)
        async with direct_transaction(pool, Silent()) as direct:
            assert await enqueue(direct, ForgetReplies(), key="once", run_at=later) is not None
            assert await enqueue(direct, ForgetReplies(), key="once", run_at=later) is None

        [job] = await jobs(sessions)
        assert job.run_at == later

    async def test_leaves_a_connection_fit_for_the_next_after_an_error_or_a_cancellation(
        self, pool: Pool
    ) -> None:
        with pytest.raises(asyncpg.PostgresError):
            async with direct_transaction(pool, Silent()) as direct:
                await direct.execute(text("SELECT 1 / 0"))
        for _ in range(3):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05), direct_transaction(pool, Silent()) as direct:
                    await direct.execute(text("SELECT pg_sleep(5)"))

        async with direct_transaction(pool, Silent()) as direct:
            row = (await direct.execute(text("SELECT 1 AS one"))).one()
        assert row.one == 1

from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.db import Sessions, transaction
from backend.jobs.jobs import PruneJobs, TellAdminsOfDeadJob
from backend.jobs.models import JobRow
from backend.kit.clock import utc_now
from backend.queue import Hint, enqueue
from tests.fakes.queue import FakeQueue


async def rows(sessions: Sessions) -> list[JobRow]:
    async with sessions() as session:
        return list(await session.scalars(select(JobRow).order_by(JobRow.id)))


class TestEnqueue:
    async def test_writes_the_job_and_tells_of_it_after_the_commit(
        self, sessions: Sessions
    ) -> None:
        queue = FakeQueue()
        async with transaction(sessions, queue) as session:
            id = await enqueue(session, TellAdminsOfDeadJob(job_id=7))
            assert queue.pushed == []
        [row] = await rows(sessions)
        assert (row.id, row.kind, row.payload) == (id, "jobs.TellAdminsOfDeadJob", {"job_id": 7})
        assert (row.state, row.attempts, row.max_attempts) == ("queued", 0, 5)
        assert queue.pushed == [Hint(row.id, 1)]

    async def test_is_forgotten_with_a_transaction_that_fails(self, sessions: Sessions) -> None:
        queue = FakeQueue()

        async def change_of_heart() -> None:
            async with transaction(sessions, queue) as session:
                await enqueue(session, PruneJobs())
                raise LookupError

        with pytest.raises(LookupError):
            await change_of_heart()
        assert await rows(sessions) == []
        assert queue.pushed == []

    async def test_tells_nobody_of_what_is_not_due(self, sessions: Sessions) -> None:
        queue = FakeQueue()
        later = utc_now() + timedelta(hours=1)
        async with transaction(sessions, queue) as session:
            assert await enqueue(session, PruneJobs(), run_at=later)
        [row] = await rows(sessions)
        assert (row.run_at, row.dispatch_no, row.dispatched_at) == (later, 0, None)
        assert queue.pushed == []

    async def test_writes_one_key_once_in_one_transaction_and_in_two(
        self, sessions: Sessions
    ) -> None:
        queue = FakeQueue()
        async with transaction(sessions, queue) as session:
            assert await enqueue(session, PruneJobs(), key="k")
            assert await enqueue(session, PruneJobs(), key="k") is None
        async with transaction(sessions, queue) as session:
            assert await enqueue(session, PruneJobs(), key="k") is None
            assert await enqueue(session, PruneJobs(), key="another")
            assert await enqueue(session, PruneJobs())
            assert await enqueue(session, PruneJobs())
        assert len(await rows(sessions)) == 4
        assert len(queue.pushed) == 4

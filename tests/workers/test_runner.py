import asyncio
from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry

from backend.kit.clock import utc_now
from tests.workers.conftest import BRISK, Ask, See, Sql
from tests.workers.jobs import Dawdle, Leave, Nothing, Stumble, Unknown
from workers.runner import Runner

EFFECTS = "SELECT job_id, attempt FROM effects"


class TestRun:
    async def test_writes_the_effect_and_the_end(
        self, runner: Runner, ask: Ask, see: See, sql: Sql, registry: CollectorRegistry
    ) -> None:
        id = await ask(Leave())
        await runner.run(id)
        row = await see(id)
        assert (row.state, row.attempts, row.lease_token, row.lease_until) == (
            "done",
            1,
            None,
            None,
        )
        assert row.done_at is not None
        assert await sql(EFFECTS) == [(id, 1)]
        labels = {"job": "workers.Leave", "outcome": "done"}
        assert registry.get_sample_value("tutor_jobs_total", labels) == 1

    async def test_ends_a_job_whose_handler_wrote_nothing(
        self, runner: Runner, ask: Ask, see: See
    ) -> None:
        id = await ask(Nothing())
        await runner.run(id)
        assert (await see(id)).state == "done"

    async def test_is_done_once_however_many_are_told_of_it(
        self, runner: Runner, ask: Ask, sql: Sql
    ) -> None:
        id = await ask(Leave(seconds=0.05))
        await asyncio.gather(*(runner.run(id) for _ in range(20)))
        await runner.run(id)
        assert await sql(EFFECTS) == [(id, 1)]

    async def test_leaves_alone_what_is_not_due_and_what_does_not_exist(
        self, runner: Runner, ask: Ask, see: See, sql: Sql
    ) -> None:
        id = await ask(Leave(), run_at=utc_now() + timedelta(hours=1))
        await runner.run(id)
        await runner.run(id + 1000)
        assert (await see(id)).attempts == 0
        assert await sql(EFFECTS) == []

    async def test_puts_back_what_it_has_no_handler_for(
        self, runner: Runner, ask: Ask, see: See
    ) -> None:
        id = await ask(Unknown())
        await runner.run(id)
        row = await see(id)
        assert row.state == "queued"
        assert row.run_at > utc_now() + timedelta(seconds=50)
        assert "workers.Unknown" in (row.last_error or "")


class TestFailure:
    async def test_writes_nothing_and_is_tried_again_later(
        self, runner: Runner, ask: Ask, see: See, sql: Sql
    ) -> None:
        id = await ask(Stumble(until=2))
        await runner.run(id)
        row = await see(id)
        assert (row.state, row.attempts, row.lease_token) == ("queued", 1, None)
        assert row.last_error == "LookupError: attempt 1"
        assert utc_now() < row.run_at < utc_now() + timedelta(seconds=2)
        assert await sql(EFFECTS) == []

        await runner.run(id)
        assert (await see(id)).attempts == 1, "it waits for its time"
        await sql("UPDATE jobs SET run_at = now()")
        await runner.run(id)
        assert (await see(id)).state == "done"
        assert await sql(EFFECTS) == [(id, 2)]

    async def test_is_final_after_the_last_attempt_and_the_admins_are_told(
        self, runner: Runner, ask: Ask, see: See, sql: Sql, registry: CollectorRegistry
    ) -> None:
        id = await ask(Stumble(until=99))
        for _ in range(5):
            await sql("UPDATE jobs SET run_at = now() WHERE id = :id", id=id)
            await runner.run(id)
        row = await see(id)
        assert (row.state, row.attempts, row.last_error) == ("dead", 3, "LookupError: attempt 3")
        told = "SELECT payload->>'job_id' FROM jobs WHERE kind = 'jobs.TellAdminsOfDeadJob'"
        assert await sql(told) == [(str(id),)]
        labels = {"job": "workers.Stumble", "outcome": "dead"}
        assert registry.get_sample_value("tutor_jobs_total", labels) == 1

    async def test_of_telling_the_admins_tells_nobody(
        self, runner: Runner, ask: Ask, sql: Sql
    ) -> None:
        id = await ask(Stumble(until=99))
        await sql("UPDATE jobs SET kind = 'jobs.TellAdminsOfDeadJob', max_attempts = 1")
        await runner.run(id)
        assert await sql("SELECT id, state FROM jobs") == [(id, "dead")]

    async def test_comes_when_its_time_is_up(self, runner: Runner, ask: Ask, see: See) -> None:
        id = await ask(Dawdle())
        await runner.run(id)
        row = await see(id)
        assert (row.state, row.last_error) == ("queued", "TimeoutError: took longer than 0.2 s")


class TestLease:
    async def test_that_was_lost_fences_its_holder_out(
        self, runner: Runner, ask: Ask, see: See, sql: Sql
    ) -> None:
        id = await ask(Leave(seconds=0.6))
        slow = asyncio.create_task(runner.run(id))
        await asyncio.sleep(0.2)
        await sql("UPDATE jobs SET lease_until = now() - interval '1 s'")
        await sql("""UPDATE jobs SET payload = '{"seconds": 0}'""")
        await runner.run(id)
        assert (await see(id)).state == "done"
        await slow
        assert await sql(EFFECTS) == [(id, 2)], "only the one who came later has written"

    async def test_that_ran_out_lets_another_worker_begin(
        self, runner: Runner, ask: Ask, sql: Sql
    ) -> None:
        id = await ask(Leave())
        dead = """UPDATE jobs SET state = 'running', attempts = 1, lease_token = gen_random_uuid(),
                  lease_until = now() + CAST(:left AS interval)"""
        await sql(dead, left=timedelta(seconds=30))
        await runner.run(id)
        assert await sql(EFFECTS) == []
        await sql(dead, left=timedelta(seconds=-1))
        await runner.run(id)
        assert await sql(EFFECTS) == [(id, 2)]

    async def test_is_renewed_while_a_long_job_lasts(
        self, runner: Runner, ask: Ask, sql: Sql
    ) -> None:
        seconds = 1.6 * BRISK.lease.total_seconds()
        id = await ask(Leave(seconds=seconds))
        doing = asyncio.create_task(runner.run(id))
        await asyncio.sleep(0.9 * seconds)
        await runner.run(id)
        await doing
        assert await sql(EFFECTS) == [(id, 1)]

    async def test_that_is_found_lost_ends_the_job(
        self, runner: Runner, ask: Ask, see: See, sql: Sql
    ) -> None:
        id = await ask(Leave(seconds=30))
        doing = asyncio.create_task(runner.run(id))
        await asyncio.sleep(0.2)
        await sql("UPDATE jobs SET lease_token = gen_random_uuid()")
        await asyncio.wait_for(doing, 10)
        assert (await see(id)).state == "running", "it is another worker's now"


class TestCancellation:
    async def test_gives_the_lease_back_and_costs_no_attempt(
        self, runner: Runner, ask: Ask, see: See, sql: Sql
    ) -> None:
        id = await ask(Leave(seconds=30))
        doing = asyncio.create_task(runner.run(id))
        await asyncio.sleep(0.2)
        assert (await see(id)).state == "running"
        doing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await doing
        row = await see(id)
        assert (row.state, row.attempts, row.lease_token) == ("queued", 0, None)
        assert row.run_at <= utc_now()
        assert await sql(EFFECTS) == []


class TestStop:
    async def test_lets_what_runs_end_and_begins_nothing_more(
        self, runner: Runner, ask: Ask, see: See, sql: Sql
    ) -> None:
        running, waiting = await ask(Leave(seconds=0.5)), await ask(Leave())
        doing = asyncio.create_task(runner.run(running))
        await asyncio.sleep(0.2)
        await runner.stop()
        await runner.run(waiting)
        assert not await runner.begin_late("default")
        await doing
        assert await sql(EFFECTS) == [(running, 1)]
        assert (await see(waiting)).state == "queued"


class TestBeginLate:
    async def test_takes_what_nobody_brought_in_time(
        self, runner: Runner, ask: Ask, see: See, sql: Sql
    ) -> None:
        id = await ask(Leave())
        assert not await runner.begin_late("default"), "it may still be on its way"
        await sql("UPDATE jobs SET run_at = now() - interval '10 s'")
        assert not await runner.begin_late("another queue")
        assert await runner.begin_late("default")
        assert not await runner.begin_late("default")
        await runner.stop()
        assert (await see(id)).state == "done"

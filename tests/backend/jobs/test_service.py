"""The sweep, the timetable and the pruning, on real rows."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from backend.db import Sessions, transaction
from backend.jobs import service
from backend.jobs.jobs import Entry, PruneJobs, TellAdminsOfDeadJob
from backend.jobs.repository import Jobs, Schedules
from backend.jobs.schemas import Load
from backend.jobs.timetable import Cron, Every
from backend.queue import Hint, Job
from tests.fakes.queue import FakeQueue

AGAIN = timedelta(seconds=3)
KINDS: dict[str, type[Job]] = {
    "jobs.PruneJobs": PruneJobs,
    "jobs.TellAdminsOfDeadJob": TellAdminsOfDeadJob,
}
JOB = """INSERT INTO jobs (queue, kind, payload, max_attempts, {names})
         VALUES ('default', 'tests.Some', '{{}}', 3, {values}) RETURNING id"""


async def a_job(sessions: Sessions, **columns: str) -> int:
    """A row with these columns, each a piece of SQL."""
    columns = {"state": "'queued'", **columns}
    statement = JOB.format(names=", ".join(columns), values=", ".join(columns.values()))
    async with sessions.begin() as session:
        return int((await session.execute(text(statement))).scalar_one())


async def held(sessions: Sessions, *, seconds_left: int, attempts: int = 1) -> int:
    return await a_job(
        sessions,
        state="'running'",
        attempts=str(attempts),
        lease_token="gen_random_uuid()",
        lease_until=f"now() + interval '{seconds_left} s'",
    )


async def sweep(sessions: Sessions) -> list[Hint]:
    queue = FakeQueue()
    async with transaction(sessions, queue) as session:
        await service.sweep(session, again=AGAIN)
    return queue.pushed


async def sql(sessions: Sessions, statement: str) -> list[Any]:
    async with sessions.begin() as session:
        done: Any = await session.execute(text(statement))
        return [tuple(row) for row in done] if done.returns_rows else []


class TestSweep:
    async def test_tells_of_what_is_due_and_of_what_was_abandoned(self, sessions: Sessions) -> None:
        due = await a_job(sessions)
        abandoned = await held(sessions, seconds_left=-1)
        await held(sessions, seconds_left=5)
        await a_job(sessions, run_at="now() + interval '1 h'")
        await a_job(sessions, state="'done'", done_at="now()")
        await a_job(sessions, state="'dead'")
        assert sorted(await sweep(sessions)) == [Hint(due, 1), Hint(abandoned, 1)]

    async def test_repeats_itself_ever_more_slowly(self, sessions: Sessions) -> None:
        await a_job(sessions)
        waits = []
        for _ in range(7):
            assert len(await sweep(sessions)) == 1
            for seconds in (2, 4, 8, 16, 32, 64):
                ago = f"dispatched_at = now() - interval '{seconds} s'"
                await sql(sessions, f"UPDATE jobs SET {ago}")
                async with sessions() as session:
                    if await Jobs(session).dispatch(again=AGAIN, most=1):
                        waits.append(seconds)
                        break
        assert waits == [4, 8, 16, 32, 64, 64, 64]

    async def test_done_by_several_at_once_tells_of_each_job_once(self, sessions: Sessions) -> None:
        for _ in range(30):
            await a_job(sessions)
        told = await asyncio.gather(*(sweep(sessions) for _ in range(5)))
        assert len({hint.job_id for hints in told for hint in hints}) == 30
        assert sum(map(len, told)) == 30

    async def test_buries_what_its_last_worker_abandoned(self, sessions: Sessions) -> None:
        id = await held(sessions, seconds_left=-1, attempts=3)
        await sweep(sessions)
        [(state, error)] = await sql(
            sessions, f"SELECT state, last_error FROM jobs WHERE id = {id}"
        )
        assert (state, error) == ("dead", "its workers died or lost touch")
        kinds = await sql(
            sessions, "SELECT kind, payload->>'job_id' FROM jobs WHERE kind LIKE 'jobs.%'"
        )
        assert kinds == [("jobs.TellAdminsOfDeadJob", str(id))]

    async def test_reads_no_job_that_is_done(self, sessions: Sessions) -> None:
        """The table grows by what was done; what it costs to sweep does not."""
        await sql(
            sessions,
            """
            INSERT INTO jobs (queue, kind, payload, max_attempts, state, done_at)
            SELECT 'default', 'tests.Some', '{}', 3, 'done', now()
              FROM generate_series(1, 20000)""",
        )
        await a_job(sessions)
        await sql(sessions, "ANALYZE jobs")
        async with sessions.begin() as session:
            before = await _rows_read(sessions)
            await Jobs(session).dispatch(again=AGAIN, most=200)
            await Jobs(session).bury_abandoned(most=200)
            await Jobs(session).claim_late("default", late=AGAIN, lease=AGAIN)
            await Jobs(session).loads()
        assert await _rows_read(sessions) - before < 1000, (
            "other tests' few rows may be counted late"
        )


async def _rows_read(sessions: Sessions) -> int:
    """Rows of `jobs` that were ever read by walking the whole table."""
    async with sessions.begin() as session:
        await session.execute(text("SELECT pg_stat_force_next_flush()"))
        read = "SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'jobs'"
        return int((await session.execute(text(read))).scalar_one())


class TestLoads:
    async def test_count_what_is_unfinished(self, sessions: Sessions) -> None:
        await a_job(sessions)
        await a_job(sessions, run_at="now() + interval '1 h'")
        await held(sessions, seconds_left=5)
        await a_job(sessions, state="'dead'")
        await a_job(sessions, state="'done'", done_at="now()")
        async with sessions() as session:
            assert await Jobs(session).loads() == [Load("default", 1, 1, 1, 1)]


NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
PRUNING = Entry("prune", Cron("0 * * * *"), PruneJobs())
TELLING = Entry("tell", Every(timedelta(minutes=10)), TellAdminsOfDeadJob(job_id=1))


async def keep(sessions: Sessions, *timetable: Entry, now: datetime = NOON) -> dict[str, datetime]:
    """When each line is due next."""
    async with sessions.begin() as session:
        await Schedules(session).keep_only(timetable, now=now)
    return dict(await sql(sessions, "SELECT name, next_run_at FROM schedules"))


async def run_due(sessions: Sessions, now: datetime) -> int:
    async with transaction(sessions, FakeQueue()) as session:
        return await service.run_due(session, KINDS, now=now)


class TestTimetable:
    async def test_is_kept_without_losing_what_is_due(self, sessions: Sessions) -> None:
        first = await keep(sessions, PRUNING, TELLING)
        assert first == {
            "prune": NOON + timedelta(hours=1),
            "tell": NOON + timedelta(minutes=10),
        }
        assert await keep(sessions, PRUNING, TELLING, now=NOON + timedelta(days=1)) == first

        hasty = Entry("prune", Cron("*/5 * * * *"), PruneJobs())
        changed = await keep(sessions, hasty, now=NOON + timedelta(minutes=1))
        assert changed == {"prune": NOON + timedelta(minutes=5)}

    async def test_asks_for_each_job_once_whatever_many_look_at_it(
        self, sessions: Sessions
    ) -> None:
        await keep(sessions, PRUNING, TELLING)
        assert await run_due(sessions, NOON) == 0
        at_one = NOON + timedelta(hours=1, seconds=1)
        written = await asyncio.gather(*(run_due(sessions, at_one) for _ in range(8)))
        assert sum(written) == 2
        asked = await sql(
            sessions, "SELECT kind, payload->>'job_id', dedupe_key FROM jobs ORDER BY kind"
        )
        assert asked == [
            ("jobs.PruneJobs", None, "schedule:prune:2026-07-01T13:00:00+00:00"),
            ("jobs.TellAdminsOfDeadJob", "1", "schedule:tell:2026-07-01T12:10:00+00:00"),
        ]

    async def test_does_what_was_missed_once(self, sessions: Sessions) -> None:
        await keep(sessions, PRUNING)
        later = NOON + timedelta(days=2, minutes=30)
        assert [await run_due(sessions, later) for _ in range(3)] == [1, 0, 0]
        assert await sql(sessions, "SELECT next_run_at FROM schedules") == [
            (NOON + timedelta(days=2, hours=1),)
        ]

    async def test_leaves_to_others_what_this_release_does_not_know(
        self, sessions: Sessions
    ) -> None:
        await keep(sessions, PRUNING)
        async with transaction(sessions, FakeQueue()) as session:
            assert await service.run_due(session, {}, now=NOON + timedelta(days=1)) == 0


class TestPrune:
    async def test_forgets_what_is_long_done_and_nothing_else(
        self, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(service, "BATCH", 3)
        for _ in range(4):
            await a_job(sessions, state="'done'", done_at="now() - interval '4 days'")
        await a_job(sessions, state="'done'", done_at="now() - interval '2 days'")
        await a_job(sessions, state="'dead'", run_at="now() - interval '9 days'")
        await a_job(sessions, run_at="now() - interval '9 days'")
        await sql(sessions, "INSERT INTO sends VALUES ('old', 'sent', now() - interval '31 days')")
        await sql(sessions, "INSERT INTO sends VALUES ('new', 'sent', now())")
        beat = (
            "INSERT INTO heartbeats VALUES ('{}', 'default', 'dev', now(), now() - interval '{} h')"
        )
        await sql(sessions, beat.format("gone", 30))
        await sql(sessions, beat.format("here", 1))

        async with transaction(sessions, FakeQueue()) as session:
            await service.prune(session)
        left = "SELECT kind, state, count(*) FROM jobs GROUP BY kind, state ORDER BY kind, state"
        assert await sql(sessions, left) == [
            ("jobs.PruneJobs", "queued", 1),
            ("tests.Some", "dead", 1),
            ("tests.Some", "done", 2),
            ("tests.Some", "queued", 1),
        ]
        assert await sql(sessions, "SELECT key FROM sends") == [("new",)]
        assert await sql(sessions, "SELECT worker FROM heartbeats") == [("here",)]

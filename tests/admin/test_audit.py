"""Every decision of an admin is written down, and stays so."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from backend.appeals.models import Appeal
from backend.client import Backend, Calls
from backend.db import Sessions
from backend.jobs.models import JobRow, JobState
from backend.quality.schemas import Outcome
from tests.admin.reviewing import GAPS, log, waiting
from tests.admin.test_appeals_in_review import SHELF, an_appeal
from tests.bot.conftest import Person
from tests.conftest import ADMIN
from tests.factories import BOT, a_course


class TestTheAuditLog:
    async def test_is_only_added_to(self, admin: Person, sessions: Sessions) -> None:
        await a_course(sessions, GAPS)
        await waiting(sessions)
        await admin.writes("/review")
        await admin.presses("Keep as it is")
        for statement in (
            "UPDATE audit_log SET action = 'nothing'",
            "UPDATE audit_log SET user_id = NULL, after = NULL",
            "DELETE FROM audit_log",
        ):
            with pytest.raises(DBAPIError, match="only added to"):
                async with sessions.begin() as session:
                    await session.execute(text(statement))
        async with sessions.begin() as session:
            await session.execute(text("UPDATE audit_log SET user_id = NULL"))
        assert len(await log(sessions)) == 1


Act: TypeAlias = Callable[[Calls, int], Awaitable[object]]


class TestADecision:
    @pytest.fixture
    def calls(self, admin: Person, backend: Backend) -> Calls:
        return backend.on_behalf_of(int(ADMIN), bot_id=BOT)

    @pytest.mark.parametrize(
        ("act", "action"),
        [
            (lambda calls, it: calls.review_decided(it, Outcome.published), "exercise published"),
            (lambda calls, it: calls.review_decided(it, Outcome.retired), "exercise retired"),
            (lambda calls, it: calls.review_fixed(it, "wrong.0.text", "slecht"), "exercise fixed"),
        ],
    )
    async def test_on_an_exercise_is_written_down_and_so_is_its_undoing(
        self, calls: Calls, sessions: Sessions, act: Act, action: str
    ) -> None:
        await a_course(sessions, GAPS)
        await waiting(sessions)
        card = (await calls.review()).card
        assert card is not None
        await act(calls, card.inspection_id)
        await calls.review_undone()
        entries = await log(sessions)
        assert [one.action for one in entries] == [action, "decision taken back"]
        assert {one.subject for one in entries} == {f"exercise:{card.exercise_id}"}
        assert all(one.user_id and one.before and one.after for one in entries)

    @pytest.mark.parametrize("upheld", [True, False])
    @pytest.mark.parametrize(
        "act",
        [
            lambda calls, it, upheld: calls.decide_appeal(it, upheld=upheld),
            lambda calls, it, upheld: calls.appeal_decided(it, upheld=upheld),
        ],
        ids=["by itself", "in the queue"],
    )
    async def test_on_an_appeal_is_written_down_once_however_often_it_is_said(
        self,
        calls: Calls,
        backend: Backend,
        sessions: Sessions,
        act: Callable[..., Awaitable[object]],
        upheld: bool,
    ) -> None:
        await a_course(sessions, SHELF)
        exercise_id = await an_appeal(backend, 7)
        async with sessions() as session:
            id = (await session.scalars(select(Appeal.id))).one()
        for _ in range(3):
            await act(calls, id, upheld)
        [entry] = await log(sessions)
        assert entry.action == f"appeal {'upheld' if upheld else 'rejected'}"
        assert entry.subject == f"exercise:{exercise_id}"
        assert entry.user_id is not None
        assert entry.before == {"appeal": id, "state": "pending"}

    async def test_on_a_job_is_written_down(self, calls: Calls, sessions: Sessions) -> None:
        dead = JobRow(
            queue="default",
            kind="jobs.PruneJobs",
            payload={},
            state=JobState.dead,
            attempts=5,
            max_attempts=5,
            dispatch_no=1,
        )
        async with sessions.begin() as session:
            session.add(dead)
        await calls.retry_job(dead.id)
        [entry] = await log(sessions)
        assert (entry.action, entry.subject) == ("job retried", f"job:{dead.id}")

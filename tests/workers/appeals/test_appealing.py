"""An answer that should be right: one appeal for everybody who gave it."""

import asyncio
from contextlib import suppress

import pytest

from backend.appeals.models import Appeal, Appellant
from backend.appeals.schemas import AppealOut, AppealState
from backend.attempts.models import Attempt
from backend.attempts.schemas import Remedy
from backend.client import Backend, Refused, Unreachable
from backend.db import Sessions
from backend.exercises.grading import Verdict
from tests.backend.appeals.answers import GAPS, MISTYPED, RIGHT, gives, gives_all, state
from tests.factories import Learner, a_course, a_learner, a_shelf, an_item
from tests.workers.appeals.steps import CHEAP, an_admin, appealed, appeals
from tests.workers.working import rows


async def patiently(learner: Learner, attempt_id: int) -> AppealOut:
    """As the bot does: a backend that is busy is asked once more."""
    for _ in range(5):
        with suppress(Unreachable):
            return await learner.calls.appeal(attempt_id)
    raise AssertionError("the backend is away")


class TestAppeal:
    async def test_of_fifty_people_at_once_is_one(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        learners = [await a_learner(backend, subject) for subject in range(10, 60)]
        wrong = [await gives(learner, CHEAP) for learner in learners]
        ids = [each.attempt_id for each in wrong]
        out = await asyncio.gather(
            *(patiently(learner, id) for learner, id in zip(learners, ids, strict=True))
        )
        assert len({each.appeal_id for each in out}) == 1
        assert {each.state for each in out} == {AppealState.pending}
        [row] = await rows(sessions, Appeal)
        assert (row.people, row.said) == (50, CHEAP)
        assert {each.verdict for each in await rows(sessions, Attempt) if each.answered_at} == {
            Verdict.almost
        }

    async def test_counts_as_almost_right_while_it_is_pending(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        [(learner, wrong)] = await appealed(backend, sessions, 1)
        careful = await a_learner(backend, 99)
        await gives(careful, MISTYPED)
        assert await state(sessions, learner) == await state(sessions, careful)
        reply = (await learner.calls.attempt(wrong.attempt_id)).answer
        assert reply is not None
        assert reply.feedback.remedies == [Remedy.explain]

    async def test_again_is_the_same_and_counts_nobody_twice(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        [(learner, wrong)] = await appealed(backend, sessions, 1)
        before = await state(sessions, learner)
        again = await learner.calls.appeal(wrong.attempt_id)
        assert (again.first, again.state) == (False, AppealState.pending)
        assert await state(sessions, learner) == before
        assert [each.people for each in await rows(sessions, Appeal)] == [1]

    async def test_of_the_same_words_written_otherwise_joins(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        for subject, text in enumerate(("Voordelig!", " voordelig", "vorm 0 voordelig hier"), 20):
            await appeals(backend, subject, text)
        assert [each.people for each in await rows(sessions, Appeal)] == [3]

    async def test_of_what_is_right_or_has_a_button_is_refused(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        learner = await a_learner(backend)
        for text in (RIGHT, MISTYPED):
            fine = await gives(learner, text)
            with pytest.raises(Refused, match="NotAppealable"):
                await learner.calls.appeal(fine.attempt_id)
        assert await rows(sessions, Appeal) == []

    async def test_too_many_a_day_are_refused_and_leave_no_trace(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        items = [an_item("type_gap", n) for n in range(12)]
        await a_course(sessions, a_shelf(items=items, skills=1))
        learner = await a_learner(backend)
        wrong = await gives_all(learner, *(f"{CHEAP}{n}" for n in range(11)))
        for each in wrong[:10]:
            await learner.calls.appeal(each.attempt_id)
        before = await state(sessions, learner)
        with pytest.raises(Refused, match="TooManyAppeals"):
            await learner.calls.appeal(wrong[10].attempt_id)
        assert await state(sessions, learner) == before
        assert len(await rows(sessions, Appeal)) == len(await rows(sessions, Appellant)) == 10


class TestListPending:
    async def test_has_the_most_pressing_first(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, GAPS)
        for subject, text in enumerate(("xyz", CHEAP, CHEAP, CHEAP, "goedkopen"), 20):
            await appeals(backend, subject, text)
        admin = await an_admin(backend)
        out = await admin.appeals()
        assert [card.said for card in out.appeals] == ["goedkopen", CHEAP, "xyz"]
        assert out.pending == 3
        assert (out.appeals[1].people, out.appeals[1].accepted) == (3, [RIGHT])
        assert [card.said for card in (await admin.appeals(limit=1)).appeals] == ["goedkopen"]

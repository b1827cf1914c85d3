"""Every first answer and report is counted once, and what is broken leaves practice."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.attempts.schemas import GiveUp
from backend.client import Backend
from backend.db import Sessions, transaction
from backend.errors import TooLate
from backend.exercises.models import ExerciseState
from backend.jobs.models import JobRow
from backend.kit.clock import utc_now
from backend.quality import inspecting
from backend.quality.inspecting import By
from backend.quality.jobs import RepairMemories, ReviewExercise, WatchExercises
from backend.quality.models import Ability, Exposure, Inspection
from backend.quality.schemas import Cause, FlagReason, Outcome, Stage
from backend.queue import Job, Silent
from tests.backend.attempts.practising import count
from tests.backend.quality.watching import (
    ONE,
    answers,
    inspections,
    later,
    record_of,
    state_of,
    watch,
)
from tests.factories import a_course, a_learner, a_shelf, an_item, right

ADMIN = By("admin")


async def asked_for(sessions: Sessions, kind: type[Job]) -> int:
    async with sessions() as session:
        rows = await session.scalars(select(JobRow.kind).where(JobRow.kind == kind.name()))
        return len(list(rows))


async def wrongly_keyed(backend: Backend, sessions: Sessions, *, people: int = 8) -> int:
    """An exercise that everybody gets wrong in the same way, read by the monitor."""
    for subject in range(100, 100 + people):
        exercise_id = await answers(backend, subject, is_right=False)
    await watch(sessions)
    return exercise_id


class TestWatch:
    async def test_counts_every_first_answer_once(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        for subject, is_right in ((7, True), (8, False), (9, True)):
            exercise_id = await answers(backend, subject, is_right=is_right)
        await answers(backend, 10, is_right=False, said=GiveUp())
        for _ in range(3):
            assert await watch(sessions) == []

        record = await record_of(sessions, exercise_id)
        assert (record.exposures, record.right, record.given_up) == (4, 2, 1)
        assert list(record.wrong.values()) == [1]
        assert next(iter(record.wrong)).startswith("#")
        assert await count(sessions, Exposure) == 4
        assert await count(sessions, Ability) == 4

    async def test_leaves_what_was_answered_a_moment_ago_for_the_next_time(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        exercise_id = await answers(backend, 7, is_right=True)
        await watch(sessions, now=utc_now())
        assert await count(sessions, Exposure) == 0
        await watch(sessions)
        assert (await record_of(sessions, exercise_id)).exposures == 1

    async def test_counts_nobody_twice_in_one_exercise(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        learner = await a_learner(backend, 7)
        for _ in range(8):
            exercise = await learner.exercise(go_on=True)
            await learner.answer(exercise, right(exercise))
        await watch(sessions)
        record = await record_of(sessions, exercise.exercise_id)
        assert record.exposures == 1
        assert await count(sessions, Exposure) == 8

    async def test_of_two_at_once_reads_nothing_twice(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        for subject in range(7, 12):
            exercise_id = await answers(backend, subject, is_right=True)
        await asyncio.gather(*(watch(sessions) for _ in range(4)))
        assert (await record_of(sessions, exercise_id)).exposures == 5

    async def test_reads_in_batches_and_asks_for_the_rest(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        for subject in range(7, 12):
            exercise_id = await answers(backend, subject, is_right=True)
        await watch(sessions, most=2)
        assert (await record_of(sessions, exercise_id)).exposures == 2
        assert await asked_for(sessions, WatchExercises) == 1
        await watch(sessions, most=2)
        await watch(sessions, most=2)
        assert (await record_of(sessions, exercise_id)).exposures == 5

    async def test_learns_how_able_people_are(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, ONE)
        able, other = await a_learner(backend, 7), await a_learner(backend, 8)
        await answers(backend, 7, is_right=True)
        await answers(backend, 8, is_right=False)
        await watch(sessions)
        async with sessions() as session:
            of_able = await session.get_one(Ability, able.profile.id)
            of_other = await session.get_one(Ability, other.profile.id)
        assert of_other.ability < 0 < of_able.ability


class TestABrokenExercise:
    async def test_leaves_practice_and_is_reviewed(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        exercise_id = await wrongly_keyed(backend, sessions)

        assert await state_of(sessions, exercise_id) is ExerciseState.pending_review
        [found] = await inspections(sessions)
        assert (found.cause, found.state) == (Cause.broken, Stage.open)
        assert found.evidence["matter"] == "wrong key"
        assert found.evidence["exposures"] == 8
        assert await asked_for(sessions, ReviewExercise) == 1
        newcomer = await a_learner(backend, 99)
        assert (await newcomer.exercise()).exercise_id != exercise_id

    async def test_is_told_from_one_that_most_get_right(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        for subject in range(100, 120):
            await answers(backend, subject, is_right=subject % 4 > 0)
        assert await watch(sessions) == []
        assert await inspections(sessions) == []

    async def test_is_found_by_two_reports_of_people_who_were_right(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        for subject in range(100, 106):
            exercise_id = await answers(backend, subject, is_right=True)
        for subject in (100, 101):
            learner = await a_learner(backend, subject)
            await learner.calls.flag(exercise_id, FlagReason.language)
        assert await watch(sessions) == [exercise_id]
        record = await record_of(sessions, exercise_id)
        assert record.flags == 2
        await watch(sessions)
        assert (await record_of(sessions, exercise_id)).flags == 2

    async def test_is_inspected_once_at_a_time(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, ONE)
        await wrongly_keyed(backend, sessions)
        for _ in range(3):
            assert await watch(sessions) == []
        assert await count(sessions, Inspection) == 1


async def decide(sessions: Sessions, outcome: Outcome) -> None:
    async with transaction(sessions, Silent()) as session:
        found = await session.scalar(select(Inspection).where(Inspection.state != Stage.closed))
        assert found is not None
        await inspecting.decide(session, found, outcome, ADMIN, now=later(1))


class TestWhatWasReviewed:
    async def test_is_not_flagged_again_on_old_evidence(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        exercise_id = await wrongly_keyed(backend, sessions)
        await decide(sessions, Outcome.published)
        for minutes in (6, 60, 600):
            assert await watch(sessions, now=later(minutes)) == []
        assert await state_of(sessions, exercise_id) is ExerciseState.published
        record = await record_of(sessions, exercise_id)
        assert (record.exposures, record.flags, record.reviews) == (0, 0, 1)

    async def test_counts_reports_made_before_no_more(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        people = [await a_learner(backend, subject) for subject in range(7, 12)]
        for person in people:
            exercise_id = (await person.exercise()).exercise_id
        for person in people[:3]:
            await person.calls.flag(exercise_id, FlagReason.other)
        assert await state_of(sessions, exercise_id) is ExerciseState.pending_review
        async with transaction(sessions, Silent()) as session:
            found = await session.scalar(select(Inspection))
            assert found is not None
            assert found.cause is Cause.reports
            await inspecting.decide(session, found, Outcome.published, ADMIN, now=utc_now())

        await people[3].calls.flag(exercise_id, FlagReason.other)
        await people[4].calls.flag(exercise_id, FlagReason.other)

        assert await state_of(sessions, exercise_id) is ExerciseState.published
        await watch(sessions)
        assert (await record_of(sessions, exercise_id)).flags == 2

    async def test_may_be_flagged_again_on_new_evidence(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        exercise_id = await wrongly_keyed(backend, sessions)
        async with transaction(sessions, Silent()) as session:
            found = (await session.scalars(select(Inspection))).one()
            await inspecting.decide(session, found, Outcome.published, ADMIN, now=utc_now())
        for subject in range(200, 212):
            await answers(backend, subject, is_right=False)
        assert await watch(sessions) == [exercise_id]

    async def test_and_retired_stays_out_when_the_catalogue_is_loaded(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        exercise_id = await wrongly_keyed(backend, sessions)
        await decide(sessions, Outcome.retired)
        items = [an_item("fill_gap", n) for n in (1, 2, 3)]
        await a_course(sessions, a_shelf(items=items, skills=1))
        assert await state_of(sessions, exercise_id) is ExerciseState.withdrawn
        assert await asked_for(sessions, RepairMemories) == 1

    async def test_and_retired_keeps_its_memories_as_long_as_that_can_be_undone(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        late = await a_learner(backend, 50)
        exercise = await late.exercise()
        await wrongly_keyed(backend, sessions)
        await late.answer(exercise, right(exercise))
        await decide(sessions, Outcome.retired)
        await watch(sessions)
        async with sessions() as session:
            due = select(JobRow.run_at).where(JobRow.kind == RepairMemories.name())
            moments = list(await session.scalars(due))
        assert len(moments) == 2
        assert min(moments) > later(1) + inspecting.UNDO - timedelta(minutes=1)


class TestWhoeverDecidesMeanwhile:
    async def test_is_not_waited_for_and_waits_for_nobody_for_ever(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        """The monitor holds records and wants exercises, whoever decides the other way round."""
        await a_course(sessions, ONE)
        exercise_id = await wrongly_keyed(backend, sessions)
        for subject in range(200, 204):
            await answers(backend, subject, is_right=False)

        async def decides() -> None:
            await decide(sessions, Outcome.published)

        await asyncio.gather(decides(), *(watch(sessions) for _ in range(3)))
        assert (await record_of(sessions, exercise_id)).reviews == 1

    async def test_finds_what_was_opened_while_a_decision_was_taken_back(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, ONE)
        exercise_id = await wrongly_keyed(backend, sessions)
        await decide(sessions, Outcome.published)

        async def takes_back() -> None:
            async with transaction(sessions, Silent()) as session:
                found = (await session.scalars(select(Inspection))).one()
                await inspecting.take_back(session, found, ADMIN, now=later(2))

        async with transaction(sessions, Silent()) as session:
            assert await inspecting.open_(session, exercise_id, Cause.reports, {}, now=later(2))
            taking = asyncio.create_task(takes_back())
            await asyncio.sleep(0.5)
        with pytest.raises(TooLate):
            await taking

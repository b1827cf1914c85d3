"""Asking a model about an exercise: what it is told, and what becomes of it where it is away."""

from datetime import timedelta
from typing import Any

from backend.client import Backend
from backend.db import Sessions
from backend.exercises.models import ExerciseState
from backend.jobs.models import JobState
from backend.kit.clock import utc_now
from backend.quality.jobs import ReviewExercise
from backend.quality.schemas import Stage
from infra.local.llm.asking import Heard
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.quality.watching import inspections, state_of, watch
from tests.factories import a_course
from tests.workers.reviewing.cases import (
    SHELF,
    TASK,
    due,
    inspected,
    opinion,
    reported,
    reviewed,
    run_all,
)
from tests.workers.working import a_runner, jobs
from workers.context import Resources
from workers.runner import Runner


class TestAModelThatDoesNotAnswer:
    async def test_by_refusing_is_asked_once(
        self, backend: Backend, sessions: Sessions, runner: Runner, model: Running
    ) -> None:
        await a_course(sessions, SHELF)
        model.fails(TASK, Fault.refusal)
        await inspected(backend, sessions)
        await run_all(runner, sessions, ReviewExercise)
        [found] = await inspections(sessions)
        assert (found.state, found.opinion) == (Stage.human, None)
        assert len(model.calls(TASK)) == 1

    async def test_because_it_is_away_is_asked_later_and_then_an_admin_is(
        self, backend: Backend, sessions: Sessions, runner: Runner, resources: Resources
    ) -> None:
        without = a_runner(Resources(sessions, resources.queue, resources.telegram))
        await a_course(sessions, SHELF)
        await inspected(backend, sessions)
        await run_all(without, sessions, ReviewExercise)
        [job] = await jobs(sessions, ReviewExercise)
        assert job.state is JobState.queued
        assert job.run_at - utc_now() > timedelta(minutes=9)
        for _ in range(job.max_attempts - 1):
            await due(sessions, job.id)
            await without.run(job.id)
        [found] = await inspections(sessions)
        assert found.state is Stage.human


class TestWhatAModelIsAsked:
    async def test_is_data_of_the_exercise_and_of_its_real_answers(
        self, backend: Backend, sessions: Sessions, runner: Runner, model: Running
    ) -> None:
        heard: list[Heard] = []

        def reply(asked: Heard) -> dict[str, Any]:
            heard.append(asked)
            return opinion("unsure")

        await reviewed(backend, sessions, runner, model, reply)
        [asked] = heard
        said = str(vars(asked))
        assert "gaat" in said
        assert "looked_at_because" in said


class TestMonitorAndReviewerTogether:
    async def test_come_to_an_end(
        self, backend: Backend, sessions: Sessions, runner: Runner, model: Running
    ) -> None:
        """A model that always says "good" publishes it twice at most; then an admin decides."""
        await a_course(sessions, SHELF)
        model.answers(TASK, opinion("good"))
        for round_ in range(4):
            exercise_id = await reported(backend, sessions, first=100 + 20 * round_)
            for _ in range(3):
                await watch(sessions)
                await run_all(runner, sessions, ReviewExercise)
            if await state_of(sessions, exercise_id) is not ExerciseState.published:
                break

        assert await state_of(sessions, exercise_id) is ExerciseState.pending_review
        closed = [one for one in await inspections(sessions) if one.state is Stage.closed]
        assert len(closed) == 2
        assert len(model.calls(TASK)) == 3

    async def test_leave_alone_what_was_reviewed_and_has_no_news(
        self, backend: Backend, sessions: Sessions, runner: Runner, model: Running
    ) -> None:
        await a_course(sessions, SHELF)
        model.answers(TASK, opinion("good"))
        await reported(backend, sessions)
        for _ in range(5):
            await run_all(runner, sessions, ReviewExercise)
            assert await watch(sessions) == []
        assert len(await inspections(sessions)) == 1
        assert len(model.calls(TASK)) == 1

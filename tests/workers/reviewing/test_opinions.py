"""A model's opinion of an exercise, and what follows from it: over HTTP, with the real SDK."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.audit.models import AuditEntry
from backend.client import Backend
from backend.db import Sessions, transaction
from backend.exercises.models import Exercise, ExercisePoint, ExerciseState
from backend.kit.clock import utc_now
from backend.quality import inspecting
from backend.quality.inspecting import By
from backend.quality.jobs import RepairMemories, ReviewExercise
from backend.quality.models import Inspection
from backend.quality.opinions import MOST_ODDS
from backend.quality.schemas import Outcome, Stage
from backend.queue import Silent
from backend.reviews.models import Memory, Review
from infra.local.llm.running import Running
from tests.backend.attempts.practising import count
from tests.backend.quality.watching import change, inspections, record_of, state_of
from tests.factories import a_course, a_learner, a_shelf, an_item
from tests.workers.reviewing.cases import (
    GAP,
    SHELF,
    TASK,
    due,
    fix,
    inspected,
    opinion,
    reported,
    reviewed,
    run_all,
)
from tests.workers.working import jobs, rows
from workers.runner import Runner

ADMIN = By("admin")


async def log(sessions: Sessions) -> list[AuditEntry]:
    return sorted(await rows(sessions, AuditEntry), key=lambda entry: entry.id)


class TestAnOpinion:
    async def test_of_good_against_the_figures_leaves_it_to_an_admin(
        self, backend: Backend, sessions: Sessions, runner: Runner, model: Running
    ) -> None:
        exercise_id = await reviewed(backend, sessions, runner, model, opinion("good"))
        [found] = await inspections(sessions)
        assert found.evidence["odds"] > MOST_ODDS
        assert (found.state, found.outcome) == (Stage.human, None)
        assert found.opinion is not None
        assert found.opinion["model"]
        assert found.opinion["prompt"] == "review_item.1"
        assert await state_of(sessions, exercise_id) is ExerciseState.pending_review

    async def test_of_good_publishes_it_again_and_begins_anew(
        self, backend: Backend, sessions: Sessions, runner: Runner, model: Running
    ) -> None:
        await a_course(sessions, SHELF)
        model.answers(TASK, opinion("good"))
        exercise_id = await reported(backend, sessions)
        await run_all(runner, sessions, ReviewExercise)

        assert await state_of(sessions, exercise_id) is ExerciseState.published
        record = await record_of(sessions, exercise_id)
        assert (record.reviews, record.flags, record.exposures) == (1, 0, 0)
        [entry] = await log(sessions)
        assert (entry.actor, entry.user_id, entry.action) == ("model", None, "exercise published")
        assert entry.before is not None
        assert entry.after is not None
        states = entry.before["state"], entry.after["state"]
        assert states == ("pending_review", "published")

    async def test_of_retire_takes_it_out_and_forgets_what_it_taught(
        self, backend: Backend, sessions: Sessions, runner: Runner, model: Running
    ) -> None:
        exercise_id = await reviewed(backend, sessions, runner, model, opinion("retire"))
        assert await state_of(sessions, exercise_id) is ExerciseState.withdrawn
        assert await count(sessions, Memory) > 0
        [repair] = await jobs(sessions, RepairMemories)
        assert repair.run_at - utc_now() > timedelta(minutes=9)

        await due(sessions, repair.id)
        await runner.run(repair.id)

        assert await count(sessions, Review) == 0
        assert await count(sessions, Memory) == 0

    async def test_of_a_fix_publishes_the_next_version(
        self, backend: Backend, sessions: Sessions, runner: Runner, model: Running
    ) -> None:
        reply = fix(answer="rijd", wrong__0__text="rijdt", wrong__1__text="rijden")
        exercise_id = await reviewed(backend, sessions, runner, model, reply)

        [found] = await inspections(sessions)
        assert found.outcome is Outcome.fixed
        async with sessions() as session:
            old = await session.get_one(Exercise, exercise_id)
            new = await session.get_one(Exercise, found.successor_id)
            points = select(ExercisePoint.point_id).where(ExercisePoint.exercise_id == new.id)
            trained = list(await session.scalars(points))
        assert (old.state, new.state) == (ExerciseState.retired, ExerciseState.published)
        assert (new.key, new.version, new.place) == (old.key, old.version + 1, old.place)
        assert new.content["answer"] == "rijd"
        assert len(trained) == 2
        assert len(await jobs(sessions, RepairMemories)) == 1
        newcomer = await a_learner(backend, 99)
        assert (await newcomer.exercise()).exercise_id == new.id

    async def test_of_a_fix_stays_when_the_catalogue_is_loaded_until_its_file_is_changed(
        self, backend: Backend, sessions: Sessions, runner: Runner, model: Running
    ) -> None:
        reply = fix(wrong__0__text="ging", wrong__1__text="gegaan")
        await reviewed(backend, sessions, runner, model, reply)
        [found] = await inspections(sessions)
        items = [an_item("fill_gap", 1, **GAP), *(an_item("fill_gap", n) for n in (2, 3))]
        await a_course(sessions, a_shelf(items=items, skills=1))
        assert found.successor_id is not None
        assert await state_of(sessions, found.successor_id) is ExerciseState.published

        changed = {**GAP, "meaning": {"en": "Tomorrow I go.", "ru": "Завтра я еду."}}
        await a_course(sessions, a_shelf(items=[an_item("fill_gap", 1, **changed)], skills=1))
        assert await state_of(sessions, found.successor_id) is ExerciseState.retired

    @pytest.mark.parametrize(
        "reply",
        [
            fix(answer="gaat"),  # now two options are the same
            fix(nowhere="x"),
            fix(kind="type_gap"),
            fix(answer="поеду"),  # the gate of language
            fix(answer="ga"),  # nothing is changed
            opinion("fix"),
            opinion("unsure"),
            opinion("good", sure=40),
            opinion("retire", sure=69),
        ],
    )
    async def test_that_cannot_be_followed_is_kept_for_an_admin(
        self,
        backend: Backend,
        sessions: Sessions,
        runner: Runner,
        model: Running,
        reply: dict[str, Any],
    ) -> None:
        exercise_id = await reviewed(backend, sessions, runner, model, reply)
        [found] = await inspections(sessions)
        assert found.state is Stage.human
        assert found.opinion is not None
        assert await state_of(sessions, exercise_id) is ExerciseState.pending_review
        assert await log(sessions) == []

    async def test_comes_too_late_where_an_admin_has_decided(
        self, backend: Backend, sessions: Sessions, runner: Runner, model: Running
    ) -> None:
        await a_course(sessions, SHELF)
        model.answers(TASK, opinion("retire"))
        exercise_id = await inspected(backend, sessions)
        async with transaction(sessions, Silent()) as session:
            found = (await session.scalars(select(Inspection))).one()
            await inspecting.decide(session, found, Outcome.published, ADMIN, now=utc_now())
        await run_all(runner, sessions, ReviewExercise)
        assert model.calls(TASK) == []
        assert await state_of(sessions, exercise_id) is ExerciseState.published

    async def test_of_a_fix_is_left_to_an_admin_where_its_file_has_another_version_by_now(
        self, backend: Backend, sessions: Sessions, runner: Runner, model: Running
    ) -> None:
        await a_course(sessions, SHELF)
        model.answers(TASK, fix(answer="rijd", wrong__0__text="rijdt", wrong__1__text="rijden"))
        exercise_id = await inspected(backend, sessions)
        await change(sessions, exercise_id, state=ExerciseState.retired)
        await run_all(runner, sessions, ReviewExercise)
        [found] = await inspections(sessions)
        assert (found.state, found.successor_id) == (Stage.human, None)
        assert found.opinion is not None
        assert await state_of(sessions, exercise_id) is ExerciseState.retired

"""A model's opinion of an exercise, and what follows from it: over HTTP, with the real SDK."""

from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import select

from backend.audit.models import AuditEntry
from backend.client import Backend
from backend.db import Sessions, transaction
from backend.exercises.models import Exercise, ExercisePoint, ExerciseState
from backend.jobs.models import JobRow, JobState
from backend.kit.clock import utc_now
from backend.llm.service import Desk
from backend.quality import inspecting
from backend.quality.inspecting import By
from backend.quality.jobs import RepairMemories, ReviewExercise
from backend.quality.models import Inspection
from backend.quality.opinions import MOST_ODDS
from backend.quality.schemas import Cause, Outcome, Stage
from backend.queue import Job, Silent
from backend.reviews.models import Memory, Review
from infra.local.llm.asking import Heard
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.attempts.practising import count
from tests.backend.quality.watching import answers, inspections, record_of, state_of, watch
from tests.factories import a_course, a_learner, a_shelf, an_item
from tests.fakes.queue import FakeQueue
from tests.workers.conftest import BRISK
from tests.workers.telegram import FakeChats
from workers.context import Resources
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner

TASK = "review_item"
ADMIN = By("admin")
# Words of the course, so that the gates of language have something to read.
GAP = {
    "sentence": "Morgen ___ ik met de trein naar mijn werk.",
    "answer": "ga",
    "wrong": [
        {"text": "gaat", "because": {"en": "With 'ik' it is 'ga'.", "ru": "С 'ik' будет 'ga'."}},
        {"text": "gaan", "because": {"en": "With 'ik' it is 'ga'.", "ru": "С 'ik' будет 'ga'."}},
    ],
    "why": {
        "en": "The verb follows the subject 'ik'.",
        "ru": "Глагол согласуется с подлежащим 'ik'.",
    },
    "meaning": {
        "en": "Tomorrow I am going to work by train.",
        "ru": "Завтра я еду на работу на поезде.",
    },
}
SHELF = a_shelf(items=[an_item("fill_gap", 1, **GAP), an_item("fill_gap", 2)], skills=1)


def opinion(verdict: str, **more: Any) -> dict[str, Any]:
    said = {"problem": "none", "because": "So it is.", "fixes": [], "sure": 95}
    return {"verdict": verdict, **said, **more}


def fix(**texts: str) -> dict[str, Any]:
    fixes = [{"path": path.replace("__", "."), "text": text} for path, text in texts.items()]
    return opinion("fix", problem="wrong_key", fixes=fixes)


@pytest.fixture
def resources(sessions: Sessions, queue: FakeQueue, telegram: FakeChats, llm: Desk) -> Resources:
    return Resources(sessions, queue, telegram, llm)


@pytest.fixture
def runner(resources: Resources) -> Runner:
    return Runner(resources, all_handlers(), BRISK, Metrics(CollectorRegistry()))


async def jobs(sessions: Sessions, kind: type[Job]) -> list[JobRow]:
    async with sessions() as session:
        rows = select(JobRow).where(JobRow.kind == kind.name()).order_by(JobRow.id)
        return list(await session.scalars(rows))


async def run_all(runner: Runner, sessions: Sessions, kind: type[Job]) -> None:
    for row in await jobs(sessions, kind):
        if row.state is JobState.queued:
            await runner.run(row.id)


async def inspected(
    backend: Backend, sessions: Sessions, *, first: int = 100, people: int = 12
) -> int:
    """An exercise whose key most people's answers speak against, found by the monitor."""
    for subject in range(first, first + people):
        exercise_id = await answers(backend, subject, option="gaat")
    await watch(sessions)
    return exercise_id


async def reviewed(
    backend: Backend, sessions: Sessions, runner: Runner, model: Running, reply: Any
) -> int:
    await a_course(sessions, SHELF)
    model.answers(TASK, reply)
    exercise_id = await inspected(backend, sessions)
    await run_all(runner, sessions, ReviewExercise)
    return exercise_id


async def log(sessions: Sessions) -> list[AuditEntry]:
    async with sessions() as session:
        return list(await session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


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
        without = Runner(
            Resources(sessions, resources.queue, resources.telegram),
            all_handlers(),
            BRISK,
            Metrics(CollectorRegistry()),
        )
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


async def reported(backend: Backend, sessions: Sessions, *, first: int = 100) -> int:
    """Three people are shown an exercise, and report it: that hides it."""
    people = [await a_learner(backend, subject) for subject in range(first, first + 3)]
    for person in people:
        exercise_id = (await person.exercise()).exercise_id
    for person in people:
        await person.calls.flag(exercise_id, "other")  # type: ignore[arg-type]
    found = (await inspections(sessions))[-1]
    assert (found.exercise_id, found.cause) == (exercise_id, Cause.reports)
    return exercise_id


async def due(sessions: Sessions, job_id: int) -> None:
    async with sessions.begin() as session:
        row = await session.get_one(JobRow, job_id)
        row.run_at = utc_now() - timedelta(seconds=1)

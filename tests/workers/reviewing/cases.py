"""An exercise that is reported or answered wrongly, and what a model says of it."""

from datetime import timedelta
from typing import Any

from backend.client import Backend
from backend.db import Sessions
from backend.jobs.models import JobRow, JobState
from backend.kit.clock import utc_now
from backend.quality.jobs import ReviewExercise
from backend.quality.schemas import Cause
from backend.queue import Job
from infra.local.llm.running import Running
from tests.backend.quality.watching import answers, inspections, watch
from tests.factories import a_course, a_learner, a_shelf, an_item
from tests.workers.working import jobs
from workers.runner import Runner

TASK = "review_item"
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

"""What admins look at besides the queue."""

from backend.client import Backend
from backend.db import Sessions
from backend.exercises.models import ExerciseState
from backend.jobs.models import JobRow, JobState
from tests.admin.reviewing import GAPS, log, said
from tests.backend.quality.watching import state_of
from tests.bot.conftest import Person
from tests.factories import a_course, a_learner, a_shelf, right


class TestDeadJobs:
    async def test_are_listed_and_tried_again(self, admin: Person, sessions: Sessions) -> None:
        async with sessions.begin() as session:
            row = JobRow(
                queue="default",
                kind="jobs.PruneJobs",
                payload={},
                state=JobState.dead,
                attempts=5,
                max_attempts=5,
                last_error="OSError: no\nmore",
                dispatch_no=1,
            )
            session.add(row)
        await admin.writes("/jobs")
        assert "OSError: no" in said(admin)
        assert "1 failed for good" in said(admin)
        await admin.presses("Retry")
        assert "0 failed for good" in said(admin)
        async with sessions() as session:
            again = await session.get_one(JobRow, row.id)
        assert again.state is JobState.queued
        assert again.max_attempts > again.attempts
        assert [one.action for one in await log(sessions)] == ["job retried"]


class TestFigures:
    async def test_of_the_stock_and_of_models(self, admin: Person, sessions: Sessions) -> None:
        await a_course(sessions, GAPS)
        await admin.writes("/stock")
        _, head, line, *_ = said(admin).splitlines()
        assert head.split() == ["need", "live", "AI", "look", "out"]
        assert line.split() == ["nl", "A1", "·", "3", "·", "·", "·"]
        await admin.writes("/llm")
        assert "No model is set up" in said(admin)

    async def test_of_reports_lead_to_their_card(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        await admin.writes("/flags")
        assert "Nothing is reported" in said(admin)
        learner = await a_learner(backend, 7)
        exercise = await learner.exercise()
        await learner.calls.flag(exercise.exercise_id, "two_keys")  # type: ignore[arg-type]
        await admin.writes("/flags")
        assert "skill-0-fill-gap-1" in said(admin)
        await admin.presses("🔎 skill-0")
        assert "You asked to see it" in said(admin)
        assert await state_of(sessions, exercise.exercise_id) is ExerciseState.published

    async def test_of_the_stock_have_first_what_lacks_most_and_fit_a_phone(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        for language in ("bg", "nl", "sr"):
            await a_course(sessions, a_shelf(language=language, rounds=1))
        learner = await a_learner(backend, 7, target="sr")
        exercise = await learner.exercise()
        await learner.answer(exercise, right(exercise))
        await admin.writes("/stock")
        shown = said(admin).splitlines()
        assert [line[:2] for line in shown[2:5]] == ["sr", "bg", "nl"]
        assert shown[2].split()[2:4] == ["12", "10"]
        assert max(map(len, shown[1:5])) <= 30
        [table] = [one for one in admin.telegram.last.entities or [] if one.type == "pre"]
        assert table.length == len("\n".join(shown[1:5]))

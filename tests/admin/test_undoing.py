"""What was decided a moment ago is taken back by a tap."""

from datetime import timedelta

from sqlalchemy import select, update

from backend.client import Backend
from backend.db import Sessions, transaction
from backend.exercises.models import Exercise, ExerciseState
from backend.kit import clock
from backend.kit.clock import utc_now
from backend.quality import repairing
from backend.quality.jobs import RepairMemories
from backend.quality.models import Inspection
from backend.quality.schemas import Cause, Stage
from backend.queue import Silent
from backend.reviews.models import Review
from bot.admin.callbacks import UndoPressed
from tests.admin.conftest import Enter
from tests.admin.reviewing import GAPS, another_admin, has_button, log, said, waiting
from tests.backend.attempts.practising import count
from tests.backend.quality.watching import change, inspections, later, state_of
from tests.bot.conftest import Person
from tests.factories import a_course, a_learner, a_shelf, an_item, right


async def repair(sessions: Sessions, exercise_id: int) -> None:
    async with transaction(sessions, Silent()) as session:
        job = RepairMemories(exercise_id=exercise_id)
        await repairing.repair(session, job, now=later())


class TestUndo:
    async def test_retires_and_what_it_taught_is_forgotten_unless_that_is_undone(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        learner = await a_learner(backend, 7)
        exercise = await learner.exercise()
        await learner.answer(exercise, right(exercise))
        await waiting(sessions)
        await admin.writes("/review")
        await admin.presses("Retire")
        assert await state_of(sessions, exercise.exercise_id) is ExerciseState.withdrawn

        await admin.presses("Undo")
        assert "skill-0-fill-gap-1" in said(admin)
        assert await state_of(sessions, exercise.exercise_id) is ExerciseState.pending_review
        await repair(sessions, exercise.exercise_id)
        assert await count(sessions, Review) > 0
        assert [one.action for one in await log(sessions)] == [
            "exercise retired",
            "decision taken back",
        ]

    async def test_cannot_take_back_what_was_decided_long_ago(
        self, admin: Person, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        first, *_ = await waiting(sessions)
        await admin.writes("/review")
        await admin.presses("Retire")
        async with sessions.begin() as session:
            past = utc_now() - timedelta(minutes=11)
            closed = Inspection.state == Stage.closed
            await session.execute(update(Inspection).where(closed).values(decided_at=past))
        await admin.presses("Undo")
        assert await state_of(sessions, first) is ExerciseState.withdrawn

    async def test_makes_of_nothing_what_it_was_not_before(
        self, admin: Person, sessions: Sessions
    ) -> None:
        """Its file was changed while the card was open: what was retired stays so."""
        await a_course(sessions, GAPS)
        first, *_ = await waiting(sessions, Cause.too_easy)
        await admin.writes("/review")
        await change(sessions, first, state=ExerciseState.retired)
        await admin.presses("Keep")
        await admin.presses("Undo")
        assert await state_of(sessions, first) is ExerciseState.retired
        assert "fill-gap-1" in said(admin)

    async def test_leaves_the_version_of_a_file_that_was_changed_meanwhile(
        self, admin: Person, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        first, *_ = await waiting(sessions)
        await admin.writes("/review")
        await admin.presses("Fix")
        await admin.presses("2")
        question = admin.telegram.last.model_dump(mode="json", exclude_none=True)
        await admin.sends(text="prima", reply_to_message=question)
        changed = an_item("fill_gap", 1, sentence="anders ___ hier")
        await a_course(sessions, a_shelf(items=[changed], skills=1))
        await admin.presses("Undo")
        async with sessions() as session:
            rows = await session.scalars(
                select(Exercise).where(Exercise.key.endswith("-1")).order_by(Exercise.version)
            )
            states = [one.state for one in rows]
        assert states == [ExerciseState.retired, ExerciseState.retired, ExerciseState.published]
        assert await state_of(sessions, first) is ExerciseState.retired

    async def test_is_offered_only_where_there_is_something_to_take_back(
        self, admin: Person, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        await waiting(sessions)
        await admin.writes("/review")
        assert not has_button(admin, "Undo")
        await admin.presses("Skip")
        assert not has_button(admin, "Undo")
        await admin.presses("Retire")
        assert has_button(admin, "Undo")
        clock.shift(660)
        try:
            await admin.writes("/review")
            assert not has_button(admin, "Undo")
        finally:
            clock.shift(0)

    async def test_takes_back_what_oneself_decided_and_nobody_else(
        self, admin: Person, backend: Backend, enter: Enter, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        other = await another_admin(enter, backend, sessions)
        first, second, _ = await waiting(sessions)
        await admin.writes("/review")
        await admin.presses("Retire")
        await other.writes("/review")
        card = other.telegram.last
        await admin.presses("Undo")
        await other.presses_data(UndoPressed().pack(), on=card)
        assert await state_of(sessions, first) is ExerciseState.pending_review
        assert [one.action for one in await log(sessions)] == [
            "exercise retired",
            "decision taken back",
        ]
        assert second not in [
            one.exercise_id for one in await inspections(sessions) if one.state is Stage.closed
        ]

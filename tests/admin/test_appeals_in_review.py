"""An answer that should be right comes to the admins as a card of its own."""

import pytest
from sqlalchemy import select

from backend.attempts.schemas import AnswerIn
from backend.audit.models import AuditEntry
from backend.client import Backend
from backend.db import Sessions
from backend.exercises.kinds.base import Typed
from backend.exercises.models import ExerciseState
from backend.kit import clock
from backend.quality.schemas import Cause, Outcome, Stage
from bot.admin.callbacks import UndoPressed
from tests.admin.reviewing import accepts, has_button
from tests.backend.quality.watching import change, inspections, state_of, watch
from tests.bot.conftest import Person, labels
from tests.conftest import ADMIN
from tests.factories import BOT, a_course, a_learner, a_shelf, an_item

SHELF = a_shelf(items=[an_item("type_gap", n) for n in (1, 2)], skills=1)


async def an_appeal(backend: Backend, subject: int, text: str = "prijzig") -> int:
    """Somebody types a wrong answer to the first exercise, and says it should be right."""
    learner = await a_learner(backend, subject)
    exercise = await learner.exercise()
    answer = AnswerIn(answer=Typed(text=text), key=f"message-{subject}")
    await learner.calls.answer(exercise.attempt_id, answer)
    await learner.calls.appeal(exercise.attempt_id)
    return exercise.exercise_id


class TestAnAppeal:
    async def test_is_upheld_once_it_is_meant_and_its_card_is_done(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        for subject in (7, 8):
            exercise_id = await an_appeal(backend, subject)
        await admin.writes("/review")
        card = admin.telegram.last.text or ""
        assert "1 of 1" in card
        assert "“prijzig” should be right · 2 people" in card
        assert await state_of(sessions, exercise_id) is ExerciseState.published

        await admin.presses("Accept answer")
        assert "“prijzig” will be right for everybody" in (admin.telegram.last.text or "")
        assert labels(admin.telegram.last) == [["‹ Back"], ["👍 Yes, accept it"]]
        [inspection] = await inspections(sessions)
        assert inspection.state is Stage.human
        await admin.presses("Back")
        assert "1 of 1" in (admin.telegram.last.text or "")

        await accepts(admin)

        assert "All done. Decided today: 1." in (admin.telegram.last.text or "")
        [inspection] = await inspections(sessions)
        assert (inspection.cause, inspection.state) == (Cause.appeal, Stage.closed)
        assert inspection.outcome is Outcome.published
        async with sessions() as session:
            entry = (await session.scalars(select(AuditEntry))).one()
        assert entry.action == "appeal upheld"
        assert entry.user_id is not None
        newcomer = await a_learner(backend, 99)
        open_ = await newcomer.exercise()
        assert open_.exercise_id == exercise_id
        out = await newcomer.answer(open_, Typed(text="prijzig"))
        assert out.feedback.verdict == "correct"

    async def test_that_is_rejected_leaves_the_others_of_its_card(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        await an_appeal(backend, 7, "prijzig")
        await an_appeal(backend, 8, "voordelig")
        await admin.writes("/review")
        await admin.presses("Decline")
        text = admin.telegram.last.text or ""
        assert "1 of 1" in text
        assert text.count("” should be right") == 1

    async def test_decided_twice_is_decided_once(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        await an_appeal(backend, 7)
        await admin.writes("/review")
        card = admin.telegram.last
        await accepts(admin)
        await admin.presses("Decline", on=card)
        await admin.presses("Accept answer", on=card)
        # On a slow machine the second no is a message of its own, not a toast.
        said = [getattr(one, "text", None) or "" for one in admin.telegram.said]
        assert any("All done" in text for text in said)
        async with sessions() as session:
            entries = list(await session.scalars(select(AuditEntry)))
        assert [entry.action for entry in entries] == ["appeal upheld"]

    async def test_that_was_decided_elsewhere_leaves_no_card_with_nothing_to_decide(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        await an_appeal(backend, 7)
        await admin.writes("/review")
        calls = backend.on_behalf_of(int(ADMIN), bot_id=BOT)
        [card] = (await calls.appeals()).appeals
        await calls.decide_appeal(card.appeal_id, upheld=True)
        await admin.writes("/review")
        assert "Nothing waits for you" in (admin.telegram.last.text or "")
        [inspection] = await inspections(sessions)
        assert inspection.state is Stage.closed

    @pytest.mark.parametrize("is_", [ExerciseState.published, ExerciseState.withdrawn])
    async def test_once_decided_is_not_taken_back_nor_what_its_exercise_is(
        self, admin: Person, backend: Backend, sessions: Sessions, is_: ExerciseState
    ) -> None:
        await a_course(sessions, SHELF)
        exercise_id = await an_appeal(backend, 7)
        await change(sessions, exercise_id, state=is_)
        await admin.writes("/review")
        await admin.presses("Decline")
        assert not has_button(admin, "Undo")
        await admin.writes("/review")
        assert not has_button(admin, "Undo")
        await admin.presses_data(UndoPressed().pack(), on=admin.telegram.last)
        assert await state_of(sessions, exercise_id) is is_
        async with sessions() as session:
            entries = list(await session.scalars(select(AuditEntry)))
        assert [entry.action for entry in entries] == ["appeal rejected"]

    async def test_is_the_only_thing_to_say_yes_to_on_its_card(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        await an_appeal(backend, 7)
        await an_appeal(backend, 8, "voordelig")
        await admin.writes("/review")
        assert labels(admin.telegram.last) == [
            ["👍 Accept answer 1", "👎 Decline 1"],
            ["👍 Accept answer 2", "👎 Decline 2"],
            ["✏️ Fix"],
            ["🗑 Retire", "⏭ Skip"],
        ]

    async def test_does_not_bring_its_card_back_while_a_decision_can_be_undone(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        exercise_id = await an_appeal(backend, 7)
        await admin.writes("/review")
        await admin.presses("Retire")
        assert "All done" in (admin.telegram.last.text or "")
        await admin.presses("Undo")
        assert await state_of(sessions, exercise_id) is ExerciseState.published
        assert "should be right" in (admin.telegram.last.text or "")

        await admin.presses("Retire")
        clock.shift(660)
        try:
            await admin.writes("/review")  # whoever appealed is still to hear of it
            assert "should be right" in (admin.telegram.last.text or "")
            await admin.presses("Decline")
        finally:
            clock.shift(0)
        assert await state_of(sessions, exercise_id) is ExerciseState.withdrawn


class TestAppealsOfMany:
    async def test_speak_for_a_second_key(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, SHELF)
        for subject in range(7, 10):
            exercise_id = await an_appeal(backend, subject)
        assert await watch(sessions) == [exercise_id]
        [inspection] = await inspections(sessions)
        assert inspection.evidence["matter"] == "two keys"
        assert inspection.evidence["flags"] == 0

    async def test_count_no_more_once_an_admin_has_decided(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        for subject in range(7, 10):
            exercise_id = await an_appeal(backend, subject)
        await admin.writes("/review")
        await admin.presses("Decline")
        assert await watch(sessions) == []
        assert await state_of(sessions, exercise_id) is ExerciseState.published

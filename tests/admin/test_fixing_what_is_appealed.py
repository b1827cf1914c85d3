"""What somebody has appealed about is mended: the appeal goes on with what it became."""

from backend.appeals.models import Appeal
from backend.appeals.schemas import AppealState
from backend.client import Backend
from backend.db import Sessions
from backend.exercises.models import Exercise, ExerciseState
from backend.kit import clock
from bot.admin.callbacks import RuledPressed
from tests.admin.reviewing import accepts, fixes, has_button, log, said
from tests.admin.test_appeals_in_review import SHELF, an_appeal
from tests.backend.quality.watching import inspections, state_of
from tests.bot.conftest import Person
from tests.factories import a_course, a_shelf, an_item
from tests.workers.working import rows

SAVED = "✅ Saved as version 2"


async def states(sessions: Sessions) -> list[AppealState]:
    return [each.state for each in await rows(sessions, Appeal)]


class TestAFix:
    async def test_that_accepts_the_answer_upholds_it_once_it_cannot_be_undone(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        await an_appeal(backend, 7)
        await admin.writes("/review")
        await fixes(admin, "accepted.+", "prijzig")
        assert said(admin) == f"{SAVED}\n\n☕ All done. Decided today: 1."
        assert await states(sessions) == [AppealState.pending]
        clock.shift(660)
        try:
            await admin.writes("/review")
        finally:
            clock.shift(0)
        assert "All done" in said(admin)
        assert await states(sessions) == [AppealState.upheld]
        last = (await log(sessions))[-1]
        assert (last.action, last.actor, last.user_id) == ("appeal upheld", "appeals", None)

    async def test_of_something_else_leaves_it_to_the_card_of_the_new_version(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        exercise_id = await an_appeal(backend, 7)
        await admin.writes("/review")
        await fixes(admin, "sentence", "iets ___ heel anders")
        assert await state_of(sessions, exercise_id) is ExerciseState.retired
        clock.shift(660)
        try:
            await admin.writes("/review")
            assert " v2\n" in said(admin)
            assert "hidden" not in said(admin)
            assert "“prijzig” should be right" in said(admin)
            await accepts(admin)
            assert "All done" in said(admin)
        finally:
            clock.shift(0)
        assert await states(sessions) == [AppealState.upheld]
        assert all(one.exercise_id != exercise_id for one in (await inspections(sessions))[1:])
        newcomer = (await inspections(sessions))[-1].exercise_id
        async with sessions() as session:
            new = await session.get_one(Exercise, newcomer)
        assert "prijzig" in new.content["accepted"]

    async def test_is_undone_though_an_appeal_was_decided_after_it(
        self, admin: Person, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        first = await an_appeal(backend, 7)
        await admin.writes("/review")
        await fixes(admin, "sentence", "iets ___ heel anders")
        [appeal] = await rows(sessions, Appeal)
        decline = RuledPressed(appeal_id=appeal.id, upheld=False)
        await admin.presses_data(decline.pack(), on=admin.telegram.last)
        assert await states(sessions) == [AppealState.rejected]
        assert not has_button(admin, "Undo")
        await admin.writes("/review")
        await admin.presses("Undo")
        assert await state_of(sessions, first) is ExerciseState.published


async def test_a_card_of_a_version_that_was_replaced_makes_way_for_the_next(
    admin: Person, backend: Backend, sessions: Sessions
) -> None:
    await a_course(sessions, SHELF)
    old = await an_appeal(backend, 7)
    await admin.writes("/review")
    assert " v1\n" in said(admin)
    changed = an_item("type_gap", 1, sentence="iets ___ heel anders")
    await a_course(sessions, a_shelf(items=[changed, an_item("type_gap", 2)], skills=1))
    assert await state_of(sessions, old) is ExerciseState.retired
    await admin.writes("/review")
    assert " v2\n" in said(admin)
    assert "“prijzig” should be right" in said(admin)
    assert "1 of 1" in said(admin)

"""/review in the chat: one card each, decided by a tap."""

import asyncio

import pytest
from sqlalchemy import update

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.models import ExerciseState
from backend.kit import clock
from backend.kit.clock import utc_now
from backend.quality.models import Inspection
from backend.quality.schemas import Outcome
from tests.admin.conftest import Enter
from tests.admin.reviewing import GAPS, another_admin, both_admins, log, said, waiting
from tests.backend.quality.watching import state_of
from tests.bot.conftest import Person, labels
from tests.factories import a_course, a_shelf, an_item


class TestAnAdmin:
    async def test_is_told_when_nothing_waits(self, admin: Person) -> None:
        await admin.writes("/review")
        assert "Nothing waits" in said(admin)

    async def test_sees_everything_that_is_known_of_an_exercise(
        self, admin: Person, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        await waiting(sessions)
        await admin.writes("/review")
        for part in ("1 of 3", "fill_gap", "skill-0-fill-gap-1", "goed", "fout", "9 first answers"):
            assert part in said(admin)

    async def test_keeps_it_and_sees_the_next_one_in_the_same_message(
        self, admin: Person, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        first, second, _ = await waiting(sessions)
        await admin.writes("/review")
        card = admin.telegram.last
        await admin.presses("Keep as it is")
        assert admin.telegram.last.message_id == card.message_id
        assert "2 of 3" in said(admin)
        assert await state_of(sessions, first) is ExerciseState.published
        assert await state_of(sessions, second) is ExerciseState.pending_review
        [entry] = await log(sessions)
        assert (entry.actor, entry.action) == ("admin", "exercise published")
        assert entry.user_id is not None

    async def test_has_no_button_that_could_be_read_as_agreeing_with_a_report(
        self, admin: Person, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        await waiting(sessions)
        await admin.writes("/review")
        assert labels(admin.telegram.last) == [
            ["✅ Keep as it is", "✏️ Fix"],
            ["🗑 Retire", "⏭ Skip"],
        ]
        await admin.presses("Keep as it is")
        assert labels(admin.telegram.last)[-1] == ["🗑 Retire", "⏭ Skip", "↩ Undo"]


class TestSkip:
    async def test_shows_each_once_and_says_when_they_come_back(
        self, admin: Person, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        await waiting(sessions)
        await admin.writes("/review")
        seen = []
        for number in (1, 2, 3):
            assert f"{number} of 3" in said(admin)
            seen.append(next(n for n in "123" if f"fill-gap-{n} " in said(admin)))
            await admin.presses("Skip")
        assert seen == ["1", "2", "3"]
        line = "☕ You have seen all 3. 3 skipped ones come back, the first in 60 min."
        assert said(admin) == line
        await admin.writes("/review")
        assert said(admin) == line
        assert await log(sessions) == []

    async def test_is_no_good_bye_to_a_card_that_is_asked_for(
        self, admin: Person, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        first, *_ = await waiting(sessions)
        await admin.writes("/review")
        for _ in range(3):
            await admin.presses("Skip")
        await admin.presses("Skipped ones now")
        assert "fill-gap-1 " in said(admin)
        assert "3 of 3" in said(admin)
        await admin.presses("Keep")
        assert await state_of(sessions, first) is ExerciseState.published
        assert "2 skipped ones come back" in said(admin)

    async def test_lets_it_come_back_after_an_hour(self, admin: Person, sessions: Sessions) -> None:
        await a_course(sessions, GAPS)
        await waiting(sessions)
        await admin.writes("/review")
        for _ in range(3):
            await admin.presses("Skip")
        clock.shift(3700)
        try:
            await admin.writes("/review")
            assert "fill-gap-1 " in said(admin)
        finally:
            clock.shift(0)

    async def test_of_the_last_one_is_not_the_end_of_the_queue(
        self, admin: Person, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("fill_gap", 1)], skills=1))
        await waiting(sessions)
        await admin.writes("/review")
        await admin.presses("Skip")
        assert said(admin) == (
            "☕ You have seen the only one. The skipped one comes back in 60 min."
        )


class TestTwoAdmins:
    async def test_never_hold_the_same_card(
        self, admin: Person, backend: Backend, sessions: Sessions, enter: Enter
    ) -> None:
        await a_course(sessions, GAPS)
        await another_admin(enter, backend, sessions)
        await waiting(sessions)
        calls = both_admins(backend)
        for _ in range(5):
            both = await asyncio.gather(*(each.review(skipped=True) for each in calls))
            held = {out.card.inspection_id for out in both if out.card}
            assert len(held) == 2
            skip = [
                each.review_skipped(out.card.inspection_id)
                for each, out in zip(calls, both, strict=True)
                if out.card
            ]
            await asyncio.gather(*skip)

    async def test_cannot_decide_on_a_card_that_the_other_holds(
        self, admin: Person, backend: Backend, sessions: Sessions, enter: Enter
    ) -> None:
        await a_course(sessions, GAPS)
        await another_admin(enter, backend, sessions)
        await waiting(sessions)
        first, second = both_admins(backend)
        out = await first.review()
        assert out.card is not None
        with pytest.raises(Refused) as refused:
            await second.review_decided(out.card.inspection_id, Outcome.retired)
        assert refused.value.code == "AlreadyDecided"

        async with sessions.begin() as session:  # the first one went home
            await session.execute(update(Inspection).values(held_until=utc_now()))
        await second.review_decided(out.card.inspection_id, Outcome.retired)
        with pytest.raises(Refused):
            await first.review_decided(out.card.inspection_id, Outcome.published)
        assert await state_of(sessions, out.card.exercise_id) is ExerciseState.withdrawn

    async def test_are_told_of_what_is_before_the_other(
        self, admin: Person, backend: Backend, sessions: Sessions, enter: Enter
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("fill_gap", 1)], skills=1))
        other = await another_admin(enter, backend, sessions)
        await waiting(sessions)
        await admin.writes("/review")
        await other.writes("/review")
        assert "Another one is before another admin." in said(other)

    async def test_see_what_the_other_has_decided_when_they_press_too_late(
        self, admin: Person, backend: Backend, sessions: Sessions, enter: Enter
    ) -> None:
        """Each had the card before them: the first for more than ten minutes."""
        await a_course(sessions, GAPS)
        other = await another_admin(enter, backend, sessions)
        first, *_ = await waiting(sessions)
        await admin.writes("/review")
        card = admin.telegram.last
        async with sessions.begin() as session:
            await session.execute(update(Inspection).values(held_until=utc_now()))
        await other.writes("/review")
        await other.presses("Retire")
        await admin.presses("Keep as it is", on=card)
        assert await state_of(sessions, first) is ExerciseState.withdrawn
        assert [one.action for one in await log(sessions)] == ["exercise retired"]

"""A text of an exercise is mended by a reply."""

from aiogram.types import Message
from sqlalchemy import select

from backend.db import Sessions
from backend.exercises.models import Exercise, ExerciseState
from backend.quality.schemas import Outcome, Stage
from tests.admin.conftest import Enter
from tests.admin.reviewing import GAPS, log, said, waiting
from tests.backend.quality.watching import change, inspections
from tests.bot.conftest import Person, labels
from tests.factories import a_course


class TestAFix:
    async def question(self, admin: Person, sessions: Sessions, label: str) -> Message:
        await a_course(sessions, GAPS)
        await waiting(sessions)
        await admin.writes("/review")
        await admin.presses("Fix")
        lines = said(admin).splitlines()
        number = next(line.split(".")[0] for line in lines if label in line)
        row = [one for row in labels(admin.telegram.last) for one in row]
        assert number in row
        await admin.presses(number)
        return admin.telegram.last

    async def reply(self, admin: Person, question: Message, words: str) -> None:
        asked = question.model_dump(mode="json", exclude_none=True)
        await admin.sends(text=words, reply_to_message=asked)

    async def test_by_a_reply_publishes_the_next_version(
        self, admin: Person, sessions: Sessions
    ) -> None:
        question = await self.question(admin, sessions, "wrong.0.text")
        assert "fout" in (question.text or "")
        assert (question.text or "").startswith("✏️ 3. wrong.0.text · #")
        await self.reply(admin, question, "  slecht ")
        assert said(admin).startswith("✅ Saved as version 2\n")
        assert "2 of 3" in said(admin)
        [fixed, *_] = await inspections(sessions)
        assert fixed.outcome is Outcome.fixed
        async with sessions() as session:
            new = await session.get_one(Exercise, fixed.successor_id)
        assert new.version == 2
        assert new.content["wrong"][0]["text"] == "slecht"
        [entry] = await log(sessions)
        assert entry.before is not None
        assert entry.after is not None
        assert entry.before["content"]["wrong"][0]["text"] == "fout"
        assert entry.after["content"]["wrong"][0]["text"] == "slecht"

    async def test_that_makes_it_unsound_is_refused_with_its_reason(
        self, admin: Person, sessions: Sessions
    ) -> None:
        question = await self.question(admin, sessions, "wrong.0.text")
        await self.reply(admin, question, "goed")
        assert "two options are the same" in said(admin)
        assert [one.state for one in await inspections(sessions)] == [Stage.open] * 3

    async def test_can_be_undone(self, admin: Person, sessions: Sessions) -> None:
        question = await self.question(admin, sessions, "wrong.0.text")
        await self.reply(admin, question, "slecht")
        await admin.presses("Undo")
        async with sessions() as session:
            rows = await session.scalars(
                select(Exercise).where(Exercise.key.endswith("-1")).order_by(Exercise.version)
            )
            states = [one.state for one in rows]
        assert states == [ExerciseState.pending_review, ExerciseState.retired]

    async def test_by_somebody_who_is_no_admin_is_an_answer_like_any_other(
        self, admin: Person, enter: Enter, sessions: Sessions
    ) -> None:
        question = await self.question(admin, sessions, "wrong.0.text")
        learner = enter(7)
        await learner.writes("/start")
        await self.reply(learner, question, "slecht")
        assert [one.state for one in await inspections(sessions)] == [Stage.open] * 3

    async def test_of_what_its_file_has_another_version_of_is_refused(
        self, admin: Person, sessions: Sessions
    ) -> None:
        question = await self.question(admin, sessions, "wrong.0.text")
        first = (await inspections(sessions))[0].exercise_id
        await change(sessions, first, state=ExerciseState.retired)
        await self.reply(admin, question, "slecht")
        async with sessions() as session:
            versions = await session.scalars(select(Exercise.version))
            assert set(versions) == {1}
        assert [one.state for one in await inspections(sessions)] == [Stage.open] * 3

    async def test_that_is_too_long_is_refused_and_not_cut_off(
        self, admin: Person, sessions: Sessions
    ) -> None:
        question = await self.question(admin, sessions, "why.en")
        await self.reply(admin, question, "x" * 1001)
        assert "Not like this: 1001 > 1000" in said(admin)
        assert [one.state for one in await inspections(sessions)] == [Stage.open] * 3

    async def test_is_shown_as_it_was_written(self, admin: Person, sessions: Sessions) -> None:
        """No sign of a markup language means anything in it."""
        question = await self.question(admin, sessions, "wrong.0.text")
        await self.reply(admin, question, "<b>slecht</b> & <x")
        async with sessions() as session:
            fixed = await session.get_one(Exercise, (await inspections(sessions))[0].successor_id)
        assert fixed.content["wrong"][0]["text"] == "<b>slecht</b> & <x"
        await admin.presses("Undo")
        await admin.presses("Fix")
        assert "wrong.0.text" in said(admin)

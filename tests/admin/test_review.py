"""/review in the chat: one card each, decided by a tap, mended by a reply, taken back."""

import asyncio
from datetime import timedelta

import pytest
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommandScopeChat, Message
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from backend.audit.models import AuditEntry
from backend.client import Backend, Refused
from backend.db import Sessions, transaction
from backend.exercises.models import Exercise, ExerciseState
from backend.jobs.models import JobRow, JobState
from backend.kit.clock import utc_now
from backend.quality import inspecting, repairing
from backend.quality.jobs import RepairMemories
from backend.quality.models import Inspection
from backend.quality.schemas import Cause, Outcome, Stage
from backend.queue import Silent
from backend.reviews.models import Review
from backend.users.models import Identity, UserRole
from backend.users.schemas import RoleName
from tests.admin.conftest import SECOND_ADMIN, Enter
from tests.backend.attempts.practising import count
from tests.backend.quality.watching import inspections, later, state_of
from tests.bot.conftest import Person, labels
from tests.conftest import ADMIN
from tests.factories import BOT, a_course, a_learner, a_shelf, an_item, right

COMMANDS = ("/review", "/stock", "/llm", "/jobs", "/flags")
GAPS = a_shelf(items=[an_item("fill_gap", n) for n in (1, 2, 3)], skills=1)


async def waiting(sessions: Sessions, cause: Cause = Cause.broken) -> list[int]:
    """An inspection of every exercise of the course."""
    async with transaction(sessions, Silent()) as session:
        ids = list(await session.scalars(select(Exercise.id).order_by(Exercise.id)))
        for number, id in enumerate(ids):
            now = utc_now() - timedelta(minutes=60 - number)
            await inspecting.open_(session, id, cause, {"exposures": 9, "right": 1}, now=now)
    return ids


async def ask_to_be_admin(sessions: Sessions, subject: int) -> None:
    async with sessions.begin() as session:
        identity = (
            await session.scalars(select(Identity).where(Identity.subject == str(subject)))
        ).one()
        session.add(UserRole(user_id=identity.user_id, role=RoleName.admin))


async def log(sessions: Sessions) -> list[AuditEntry]:
    async with sessions() as session:
        return list(await session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def said(person: Person) -> str:
    return person.telegram.last.text or ""


class TestForEverybodyElse:
    @pytest.mark.parametrize("command", COMMANDS)
    async def test_there_is_no_such_command(
        self, enter: Enter, backend: Backend, sessions: Sessions, command: str
    ) -> None:
        await a_course(sessions, GAPS)
        learner = enter(7)
        await learner.writes("/start")
        await learner.writes("/nonsense")
        unknown = said(learner)
        await learner.writes(command)
        assert said(learner) == unknown

    async def test_no_menu_names_them(self, enter: Enter, backend: Backend) -> None:
        learner = enter(7)
        await learner.writes("/start")
        assert learner.telegram.all(SetMyCommands) == []

    async def test_the_backend_refuses(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, GAPS)
        learner = await a_learner(backend, 7)
        [first, *_] = await waiting(sessions)
        calls = learner.calls
        for ask in (
            calls.review,
            calls.review_undone,
            calls.stock,
            calls.models,
            calls.dead_jobs,
            calls.flagged,
            lambda: calls.look_at(first),
            lambda: calls.review_decided(1, Outcome.retired),
            lambda: calls.review_fixed(1, "answer", "x"),
            lambda: calls.review_skipped(1),
            lambda: calls.appeal_decided(1, upheld=True),
            lambda: calls.retry_job(1),
        ):
            with pytest.raises(Refused) as refused:
                await ask()
            assert refused.value.code == "Forbidden"

    async def test_who_is_admin_no_more_sees_an_unknown_command(
        self, admin: Person, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        await waiting(sessions)
        await admin.writes("/nonsense")
        unknown = said(admin)
        async with sessions.begin() as session:
            await session.execute(delete(UserRole).where(UserRole.role == RoleName.admin))
        await admin.writes("/review")
        assert said(admin) == unknown


class TestAnAdmin:
    async def test_has_the_commands_in_the_menu_of_their_chat(self, admin: Person) -> None:
        [menu] = admin.telegram.all(SetMyCommands)
        assert menu.scope == BotCommandScopeChat(chat_id=int(ADMIN))
        assert {f"/{one.command}" for one in menu.commands} > set(COMMANDS)

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

    async def test_accepts_and_sees_the_next_one_in_the_same_message(
        self, admin: Person, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        first, second, _ = await waiting(sessions)
        await admin.writes("/review")
        card = admin.telegram.last
        await admin.presses("Accept")
        assert admin.telegram.last.message_id == card.message_id
        assert "2 of 3" in said(admin)
        assert await state_of(sessions, first) is ExerciseState.published
        assert await state_of(sessions, second) is ExerciseState.pending_review
        [entry] = await log(sessions)
        assert (entry.actor, entry.action) == ("admin", "exercise published")
        assert entry.user_id is not None

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

    async def test_skips_and_comes_back_to_it_last(self, admin: Person, sessions: Sessions) -> None:
        await a_course(sessions, GAPS)
        await waiting(sessions)
        await admin.writes("/review")
        seen = []
        for _ in range(4):
            seen.append(next(n for n in "123" if f"fill-gap-{n} " in said(admin)))
            await admin.presses("Skip")
        assert seen == ["1", "2", "3", "1"]
        assert await log(sessions) == []


async def repair(sessions: Sessions, exercise_id: int) -> None:
    async with transaction(sessions, Silent()) as session:
        job = RepairMemories(exercise_id=exercise_id)
        await repairing.repair(session, job, now=later())


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
        await self.reply(admin, question, "  slecht ")
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


class TestTwoAdmins:
    async def both(self, admin: Person, enter: Enter, sessions: Sessions) -> Person:
        other = enter(SECOND_ADMIN)
        await other.writes("/start")
        await ask_to_be_admin(sessions, SECOND_ADMIN)
        return enter(SECOND_ADMIN)

    async def test_never_hold_the_same_card(
        self, admin: Person, backend: Backend, sessions: Sessions, enter: Enter
    ) -> None:
        await a_course(sessions, GAPS)
        await self.both(admin, enter, sessions)
        await waiting(sessions)
        calls = [backend.on_behalf_of(id, bot_id=BOT) for id in (int(ADMIN), SECOND_ADMIN)]
        for _ in range(5):
            both = await asyncio.gather(*(each.review() for each in calls))
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
        await self.both(admin, enter, sessions)
        await waiting(sessions)
        first, second = (backend.on_behalf_of(id, bot_id=BOT) for id in (int(ADMIN), SECOND_ADMIN))
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


class TestTheAuditLog:
    async def test_is_only_added_to(self, admin: Person, sessions: Sessions) -> None:
        await a_course(sessions, GAPS)
        await waiting(sessions)
        await admin.writes("/review")
        await admin.presses("Accept")
        for statement in (
            "UPDATE audit_log SET action = 'nothing'",
            "UPDATE audit_log SET user_id = NULL, after = NULL",
            "DELETE FROM audit_log",
        ):
            with pytest.raises(DBAPIError, match="only added to"):
                async with sessions.begin() as session:
                    await session.execute(text(statement))
        async with sessions.begin() as session:
            await session.execute(text("UPDATE audit_log SET user_id = NULL"))
        assert len(await log(sessions)) == 1


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
        assert "A1: 3 published" in said(admin)
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

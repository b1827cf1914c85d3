import importlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

import backend
from backend.attempts import forgetting
from backend.attempts.jobs import ForgetReplies
from backend.attempts.models import Attempt
from backend.exercises.grading import Verdict
from backend.exercises.models import Exercise
from backend.exercises.schemas import Because
from backend.gateways.telegram import Address, Blocked, OutcomeUnknown, RetryLater, Unreachable
from backend.jobs.jobs import PruneJobs, TellAdminsOfDeadJob
from backend.kit.alphabet import Alphabet
from backend.kit.clock import utc_now
from backend.kit.levels import Level
from backend.lessons.jobs import TellRestIsOver
from backend.profiles.models import Profile
from backend.quality.jobs import TellAdminsOfHiddenExercise
from backend.queue import SPEECH, VOICES, Job
from backend.users.models import Chat, User, UserRole
from backend.users.schemas import RoleName
from tests.workers.conftest import BRISK, Ask, See, Sql
from tests.workers.telegram import FakeChats
from workers.context import Resources
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner
from workers.schedule import TIMETABLE
from workers.speech import speech_handlers

UNTIL = datetime(2026, 7, 1, 18, 40, tzinfo=UTC)
CHAT = Address(42, 7001)


@pytest.fixture
def runner(resources: Resources) -> Runner:
    return Runner(resources, all_handlers(), BRISK, Metrics(CollectorRegistry()))


async def a_user(resources: Resources, chat_id: int, *roles: RoleName) -> int:
    async with resources.sessions.begin() as session:
        user = User(name="Ada", locale="en", timezone="Europe/Paris")
        session.add(user)
        await session.flush()
        session.add(Chat(user_id=user.id, bot_id=42, chat_id=chat_id))
        session.add_all([UserRole(user_id=user.id, role=role) for role in roles])
        return user.id


@pytest.fixture
async def profile_id(resources: Resources) -> int:
    """Of a learner whose chat is `CHAT`, and who has answered an hour ago."""
    user_id = await a_user(resources, CHAT.chat_id)
    async with resources.sessions.begin() as session:
        profile = Profile(
            user_id=user_id,
            native="en",
            target="nl",
            level=Level.a1,
            daily_goal=1,
            alphabet=Alphabet.latin,
            last_answered_at=utc_now() - timedelta(hours=1),
        )
        session.add(profile)
        await session.flush()
        return profile.id


def reminder(profile_id: int) -> TellRestIsOver:
    return TellRestIsOver(profile_id=profile_id, bot_id=42, chat_id=CHAT.chat_id, until=UNTIL)


class TestTellRestIsOver:
    async def test_sends_one_message_with_a_button(
        self, runner: Runner, ask: Ask, see: See, telegram: FakeChats, profile_id: int
    ) -> None:
        id = await ask(reminder(profile_id))
        await runner.run(id)
        await runner.run(await ask(reminder(profile_id)))
        [(to, message)] = telegram.sent
        assert to == CHAT
        assert message["text"]
        assert message["reply_markup"].inline_keyboard
        assert (await see(id)).state == "done"

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE profiles SET last_answered_at = now() + interval '1 s'",
            "UPDATE chats SET blocked_at = now()",
            "UPDATE chats SET chat_id = 5",
            "DELETE FROM profiles",
        ],
    )
    async def test_says_nothing_to_those_who_need_not_hear_it(
        self,
        runner: Runner,
        ask: Ask,
        see: See,
        sql: Sql,
        telegram: FakeChats,
        profile_id: int,
        change: str,
    ) -> None:
        id = await ask(reminder(profile_id))
        await sql(change)
        await runner.run(id)
        assert telegram.sent == []
        assert (await see(id)).state == "done"

    async def test_marks_a_chat_that_blocked_the_bot(
        self, runner: Runner, ask: Ask, see: See, sql: Sql, telegram: FakeChats, profile_id: int
    ) -> None:
        telegram.failures = [Blocked("bot was blocked by the user")]
        id = await ask(reminder(profile_id))
        await runner.run(id)
        assert (await see(id)).state == "done"
        assert await sql("SELECT blocked_at IS NOT NULL FROM chats") == [(True,)]

    async def test_comes_again_when_it_surely_was_not_sent(
        self, runner: Runner, ask: Ask, see: See, sql: Sql, telegram: FakeChats, profile_id: int
    ) -> None:
        telegram.failures = [Unreachable("refused"), RetryLater(timedelta(seconds=90))]
        id = await ask(reminder(profile_id))
        await runner.run(id)
        await sql("UPDATE jobs SET run_at = now()")
        await runner.run(id)
        row = await see(id)
        assert row.state == "queued"
        assert row.run_at > utc_now() + timedelta(seconds=80), "as Telegram has asked"
        await sql("UPDATE jobs SET run_at = now()")
        await runner.run(id)
        assert len(telegram.sent) == 1

    async def test_is_not_sent_again_when_it_may_have_arrived(
        self, runner: Runner, ask: Ask, see: See, telegram: FakeChats, profile_id: int
    ) -> None:
        telegram.failures = [OutcomeUnknown("no answer")]
        for _ in range(2):
            id = await ask(reminder(profile_id))
            await runner.run(id)
            assert (await see(id)).state == "done"
        assert telegram.sent == []


class TestTellAdminsOfDeadJob:
    async def test_tells_each_admin_once_and_nobody_else(
        self, runner: Runner, resources: Resources, ask: Ask, sql: Sql, telegram: FakeChats
    ) -> None:
        for chat_id in (1, 2):
            await a_user(resources, chat_id, RoleName.admin)
        await a_user(resources, 3, RoleName.learner)
        dead = await ask(PruneJobs())
        await sql("UPDATE jobs SET state = 'dead', attempts = 5, last_error = :e", e="Boom: <b>\nx")
        telegram.failures = [Blocked("gone"), OutcomeUnknown("rather twice than not at all")]
        id = await ask(TellAdminsOfDeadJob(job_id=dead))
        await runner.run(id)
        await sql("UPDATE jobs SET run_at = now()")
        for _ in range(2):
            await runner.run(id)
        assert {to.chat_id for to, _ in telegram.sent} == {1, 2}
        assert len(telegram.sent) == 2
        text = telegram.sent[0][1]["text"]
        assert text == f"Job {dead} failed for good\njobs.PruneJobs, attempt 5 of 5\nBoom: <b>"

    async def test_has_nothing_to_say_of_a_job_that_was_forgotten(
        self, runner: Runner, ask: Ask, see: See
    ) -> None:
        id = await ask(TellAdminsOfDeadJob(job_id=12345))
        await runner.run(id)
        assert (await see(id)).state == "done"


class TestTellAdminsOfHiddenExercise:
    async def test_tells_each_admin_once_why_in_their_language(
        self,
        runner: Runner,
        resources: Resources,
        ask: Ask,
        sql: Sql,
        telegram: FakeChats,
        profile_id: int,
    ) -> None:
        for chat_id in (1, 2):
            await a_user(resources, chat_id, RoleName.admin)
        await sql("UPDATE users SET locale = 'ru' WHERE id = (SELECT max(id) FROM users)")
        await an_attempt(resources, profile_id, answered=timedelta(hours=1))
        await sql(
            "INSERT INTO flags (exercise_id, user_id, reason) SELECT e.id, u.id,"
            " CASE WHEN u.locale = 'ru' THEN 'other' ELSE 'wrong_key' END FROM exercises e, users u"
        )
        [(exercise_id, key)] = await sql("SELECT id, key FROM exercises")
        telegram.failures = [Blocked("gone"), OutcomeUnknown("rather twice than not at all")]
        id = await ask(TellAdminsOfHiddenExercise(exercise_id=exercise_id))
        for _ in range(3):
            await runner.run(id)
            await sql("UPDATE jobs SET run_at = now()")

        assert len(telegram.sent) == 2
        said = {to.chat_id: message["text"] for to, message in telegram.sent}
        assert key in said[1]
        assert "The answer is wrong · 2\nSomething else · 1" in said[1]
        assert "Ответ неверен · 2\nДругое · 1" in said[2]

    async def test_has_nothing_to_say_of_no_exercise(
        self, runner: Runner, ask: Ask, see: See, telegram: FakeChats
    ) -> None:
        id = await ask(TellAdminsOfHiddenExercise(exercise_id=12345))
        await runner.run(id)
        assert (await see(id)).state == "done"
        assert telegram.sent == []


async def an_attempt(resources: Resources, profile_id: int, *, answered: timedelta) -> None:
    """With a reply that is as old as `answered`."""
    async with resources.sessions.begin() as session:
        exercise = Exercise(
            key=str(answered),
            language="nl",
            kind="fill_gap",
            level=Level.a1,
            topic="life",
            content={},
            place=0,
            digest="",
        )
        session.add(exercise)
        await session.flush()
        session.add(
            Attempt(
                profile_id=profile_id,
                exercise_id=exercise.id,
                because=Because.new,
                order=[],
                number=1,
                shown_at=utc_now() - answered,
                answered_at=utc_now() - answered,
                verdict=Verdict.correct,
                reply="{}",
            )
        )


class TestForgetReplies:
    async def test_forgets_batch_after_batch_what_nobody_can_ask_for_again(
        self,
        runner: Runner,
        resources: Resources,
        ask: Ask,
        sql: Sql,
        profile_id: int,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(forgetting, "BATCH", 2)
        for hours in (1, 47, 49, 50, 51, 500):
            await an_attempt(resources, profile_id, answered=timedelta(hours=hours))
        await ask(ForgetReplies())
        for _ in range(3):
            for (id,) in await sql("SELECT id FROM jobs WHERE state = 'queued'"):
                await runner.run(id)
        assert await sql("SELECT count(*) FROM attempts WHERE reply IS NOT NULL") == [(2,)]
        assert await sql("SELECT count(*) FROM jobs WHERE state <> 'done'") == [(0,)]


def kinds_of(job: type[Job]) -> Iterator[type[Job]]:
    for kind in job.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def test_every_job_has_its_handler() -> None:
    for file in (Path(backend.__path__[0])).glob("*/jobs.py"):
        importlib.import_module(f"backend.{file.parent.name}.jobs")
    jobs = {job for job in kinds_of(Job) if job.__module__.startswith("backend.")}
    spoken = {job.name() for job in jobs if job.queue in (SPEECH, VOICES)}
    assert spoken == set(speech_handlers())
    assert {job.name() for job in jobs} - spoken == set(all_handlers())
    assert {entry.job.name() for entry in TIMETABLE} <= set(all_handlers())

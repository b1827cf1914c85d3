"""Reminders that wait for the end of a local day move with the person; others do not."""

from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry

from backend.db import transaction
from backend.kit.actor import Actor
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level
from backend.lessons.service import remind
from backend.profiles.models import Profile
from backend.users import service as users
from backend.users.jobs import ZoneChanged
from backend.users.models import Chat, Identity, User
from backend.users.schemas import UserPatch
from tests.workers.conftest import BRISK, Sql
from tests.workers.telegram import FakeChats
from workers.context import Resources
from workers.handlers import lessons
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner

NOON = datetime(2030, 3, 30, 12, tzinfo=UTC)  # the night after, clocks change in Amsterdam
ME = Actor(provider="telegram", subject="7", bot_id=42)
REMINDERS = "SELECT run_at FROM jobs WHERE kind = 'lessons.TellRestIsOver' ORDER BY run_at"
HOUR = timedelta(hours=1)


@pytest.fixture
def runner(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.setattr(lessons, "utc_now", lambda: NOON)
    return Runner(resources, all_handlers(), BRISK, Metrics(CollectorRegistry()))


@pytest.fixture
async def profile_id(resources: Resources) -> int:
    async with resources.sessions.begin() as session:
        user = User(name="Ada", locale="en", timezone="Europe/Amsterdam")
        session.add(user)
        await session.flush()
        profile = Profile(
            user_id=user.id,
            native="en",
            target="nl",
            level=Level.a1,
            daily_goal=1,
            alphabet=Alphabet.latin,
            last_answered_at=datetime(2020, 1, 1, tzinfo=UTC),
        )
        session.add_all(
            [
                Identity(user_id=user.id, provider="telegram", subject="7"),
                Chat(user_id=user.id, bot_id=42, chat_id=7001),
                profile,
            ]
        )
        await session.flush()
        return profile.id


async def ask_for_one(resources: Resources, profile_id: int) -> datetime:
    async with transaction(resources.sessions, resources.queue) as session:
        at = (await remind(session, ME, profile_id, now=NOON)).at
    assert at
    return at


async def move_to(resources: Resources, runner: Runner, sql: Sql, zone: str) -> None:
    async with transaction(resources.sessions, resources.queue) as session:
        user = await users.me(session, ME, now=NOON)
        await users.patch_user(session, ME, user.id, UserPatch(timezone=zone), now=NOON)
    for (id,) in await sql("SELECT id FROM jobs WHERE kind = 'users.ZoneChanged'"):
        await runner.run(id)


async def run_all(runner: Runner, sql: Sql) -> None:
    await sql("UPDATE jobs SET run_at = now() WHERE state = 'queued'")
    for (id,) in await sql("SELECT id FROM jobs WHERE state = 'queued' ORDER BY id"):
        await runner.run(id)


async def test_the_end_of_a_day_is_where_the_person_is(
    runner: Runner, resources: Resources, sql: Sql, telegram: FakeChats, profile_id: int
) -> None:
    at = await ask_for_one(resources, profile_id)
    assert at == datetime(2030, 3, 30, 23, tzinfo=UTC)

    await move_to(resources, runner, sql, "America/New_York")

    assert await sql(REMINDERS) == [(at,), (datetime(2030, 3, 31, 4, tzinfo=UTC),)]
    await run_all(runner, sql)
    assert len(telegram.sent) == 1, "the old one says nothing"


async def test_moving_to_and_fro_leaves_one_that_speaks(
    runner: Runner, resources: Resources, sql: Sql, telegram: FakeChats, profile_id: int
) -> None:
    await ask_for_one(resources, profile_id)
    for zone in ("Asia/Tokyo", "America/New_York", "Europe/Amsterdam"):
        await move_to(resources, runner, sql, zone)
    await run_all(runner, sql)
    assert len(telegram.sent) == 1


async def test_the_end_of_a_rest_stays_what_it_was(
    runner: Runner, resources: Resources, sql: Sql, telegram: FakeChats, profile_id: int
) -> None:
    until = NOON + HOUR / 2
    await sql("UPDATE profiles SET rest_until = :until", until=until)
    assert await ask_for_one(resources, profile_id) == until

    await move_to(resources, runner, sql, "Asia/Tokyo")

    assert await sql(REMINDERS) == [(until,)]
    await run_all(runner, sql)
    assert len(telegram.sent) == 1


async def test_nothing_moves_for_who_asked_for_nothing(
    runner: Runner, resources: Resources, sql: Sql, profile_id: int
) -> None:
    await move_to(resources, runner, sql, "Asia/Tokyo")
    await move_to(resources, runner, sql, "Asia/Tokyo")
    assert await sql("SELECT kind, state FROM jobs") == [(ZoneChanged.name(), "done")]


async def test_local_midnight_keeps_its_place_when_the_clocks_change(
    runner: Runner, resources: Resources, sql: Sql, profile_id: int
) -> None:
    saturday = await ask_for_one(resources, profile_id)
    async with transaction(resources.sessions, resources.queue) as session:
        sunday = (await remind(session, ME, profile_id, now=NOON + 24 * HOUR)).at
    assert sunday
    assert sunday - saturday == 23 * HOUR

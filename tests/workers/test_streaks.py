"""What is told in the morning after a missed day: from the timetable to the message."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from backend.gateways.telegram import Blocked, Rejected, Unreachable
from backend.kit import clock
from backend.lessons import streaks
from backend.lessons.jobs import LookForStreakNews, TellStreakNews
from backend.lessons.repository import Streaks
from backend.users.models import Chat, User
from tests.backend.waiting import until_somebody_waits
from tests.bench.plans import MODES, explaining, statements_of
from tests.workers.conftest import BRISK, Ask, Sql
from tests.workers.telegram import FakeChats
from workers.context import Resources
from workers.handlers import lessons
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner

DAY = timedelta(days=1)
TODAY = date(2026, 3, 10)
MORNING = datetime(2026, 3, 10, 8, 3, tzinfo=UTC)
QUEUED = "SELECT id FROM jobs WHERE state = 'queued' ORDER BY id"
TOLD = "SELECT streak, best_streak, freezes, frozen_day, told_day FROM users ORDER BY id"


@pytest.fixture
def runner(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.setattr(lessons, "utc_now", lambda: MORNING)
    return Runner(resources, all_handlers(), BRISK, Metrics(CollectorRegistry()))


async def a_person(
    resources: Resources, *, chats: tuple[int, ...] = (7001,), **fields: object
) -> int:
    """Whose last set of 47 days in a row was two days before TODAY."""
    given = {
        "name": "Ada",
        "locale": "en",
        "timezone": "UTC",
        "streak": 47,
        "best_streak": 47,
        "streak_day": TODAY - 2 * DAY,
        "day": TODAY - 2 * DAY,
        "freezes": 2,
        "freeze_day": TODAY - 2 * DAY,
        **fields,
    }
    async with resources.sessions.begin() as session:
        user = User(**given)
        session.add(user)
        await session.flush()
        session.add_all(
            Chat(user_id=user.id, bot_id=42 + n, chat_id=id) for n, id in enumerate(chats)
        )
        return user.id


async def look(runner: Runner, ask: Ask, sql: Sql) -> None:
    """What the timetable asks for in an hour, and all that comes of it."""
    await ask(LookForStreakNews())
    while waiting := await sql(QUEUED):
        for (id,) in waiting:
            await runner.run(id)


async def test_a_freeze_that_covered_yesterday_is_told_of_once_and_quietly(
    runner: Runner, resources: Resources, ask: Ask, sql: Sql, telegram: FakeChats
) -> None:
    await a_person(resources)
    for _ in range(3):
        await look(runner, ask, sql)

    [(to, message)] = telegram.sent
    assert to.chat_id == 7001
    assert message["text"] == (
        "❄ Yesterday was covered by a freeze, and your streak goes on. 1 freeze is left."
    )
    assert message["disable_notification"] is True
    assert message["reply_markup"].inline_keyboard
    assert await sql(TOLD) == [(47, 47, 1, TODAY - DAY, TODAY - DAY)]


async def test_each_missed_day_is_told_of_until_the_streak_ends_with_its_best_kept(
    runner: Runner,
    resources: Resources,
    ask: Ask,
    sql: Sql,
    telegram: FakeChats,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await a_person(resources)
    for days in range(5):
        monkeypatch.setattr(lessons, "utc_now", lambda days=days: MORNING + days * DAY)
        await look(runner, ask, sql)

    texts = [message["text"] for _, message in telegram.sent]
    assert [text.splitlines()[-1].split(". ", 1)[-1] for text in texts] == [
        "1 freeze is left.",
        "It was the last one. A new one comes within a week.",
        "That stays.",
    ]
    assert "47 days has come to rest" in texts[-1]
    assert "Your best: 47." in texts[-1]
    [(streak, best, _, frozen, told)] = await sql(TOLD)
    assert (streak, best, frozen, told) == (0, 47, TODAY, TODAY + DAY)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE users SET day = '2026-03-10'",  # they are practising
        "UPDATE users SET streak_day = '2026-03-09'",
        "UPDATE users SET streak = 0",
        "UPDATE users SET told_day = '2026-03-09'",
        "UPDATE users SET timezone = 'Asia/Tokyo'",  # where it is evening
        "UPDATE users SET timezone = 'America/New_York'",  # where it is night
        "DELETE FROM users",
    ],
)
async def test_conditions_are_looked_at_again_when_it_is_sent(
    runner: Runner, resources: Resources, ask: Ask, sql: Sql, telegram: FakeChats, change: str
) -> None:
    id = await ask(TellStreakNews(user_id=await a_person(resources)))
    await sql(change)
    await runner.run(id)
    assert telegram.sent == []


@pytest.mark.parametrize("change", ["UPDATE chats SET blocked_at = now()", "DELETE FROM chats"])
async def test_who_cannot_be_reached_has_their_freeze_all_the_same(
    runner: Runner, resources: Resources, ask: Ask, sql: Sql, telegram: FakeChats, change: str
) -> None:
    await a_person(resources)
    await sql(change)
    await look(runner, ask, sql)
    assert telegram.sent == []
    assert await sql(TOLD) == [(47, 47, 1, TODAY - DAY, TODAY - DAY)]


async def test_one_of_several_chats_is_enough_and_a_blocked_one_is_remembered(
    runner: Runner, resources: Resources, ask: Ask, sql: Sql, telegram: FakeChats
) -> None:
    await a_person(resources, chats=(1, 2, 3, 4))
    telegram.failures = [Blocked("gone"), Rejected("this process has no such bot")]
    await look(runner, ask, sql)
    assert [to.chat_id for to, _ in telegram.sent] == [2]
    assert await sql("SELECT chat_id FROM chats WHERE blocked_at IS NOT NULL") == [(4,)]


async def test_a_press_in_a_chat_that_has_just_blocked_us_is_not_in_the_way(
    runner: Runner, resources: Resources, ask: Ask, sql: Sql, telegram: FakeChats
) -> None:
    id = await ask(TellStreakNews(user_id=await a_person(resources)))
    telegram.failures = [Blocked("gone")]
    async with resources.sessions.begin() as session:
        await session.execute(text("UPDATE users SET name = 'Ada L.'"))
        telling = asyncio.create_task(runner.run(id))
        await until_somebody_waits(resources.sessions)
        await session.execute(text("UPDATE chats SET blocked_at = NULL"))
    await telling
    assert await sql("SELECT state FROM jobs") == [("done",)]


async def test_comes_again_when_it_surely_was_not_sent(
    runner: Runner, resources: Resources, ask: Ask, sql: Sql, telegram: FakeChats
) -> None:
    id = await ask(TellStreakNews(user_id=await a_person(resources)))
    telegram.failures = [Unreachable("refused")]
    await runner.run(id)
    assert await sql("SELECT told_day FROM users") == [(None,)]
    await sql("UPDATE jobs SET run_at = now()")
    await runner.run(id)
    assert len(telegram.sent) == 1


async def test_many_are_looked_at_batch_after_batch(
    runner: Runner,
    resources: Resources,
    ask: Ask,
    sql: Sql,
    telegram: FakeChats,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streaks, "BATCH", 2)
    for n in range(7):
        await a_person(resources, chats=(n,), streak_day=TODAY - (2 + n % 2) * DAY)
    await a_person(resources, chats=(99,), streak_day=TODAY - DAY)
    await look(runner, ask, sql)
    assert sorted(to.chat_id for to, _ in telegram.sent) == list(range(7))
    assert await sql("SELECT count(*) FROM jobs WHERE kind = 'lessons.LookForStreakNews'") == [(4,)]


async def test_what_ended_long_ago_ends_without_a_word_and_is_not_looked_at_again(
    runner: Runner, resources: Resources, ask: Ask, sql: Sql, telegram: FakeChats
) -> None:
    await a_person(resources, streak_day=TODAY - 30 * DAY, freeze_day=TODAY - 30 * DAY)
    await look(runner, ask, sql)
    assert telegram.sent == []
    assert await sql("SELECT streak, best_streak, freezes FROM users") == [(0, 47, 2)]


@pytest.mark.parametrize("after", [(None, 0), (TODAY - 30 * DAY, 7)])
async def test_they_are_found_by_the_index_whoever_plans(
    after: tuple[date | None, int], resources: Resources, sql: Sql
) -> None:
    await sql(
        "INSERT INTO users (name, locale, timezone, plan, answered_today, right_today, sets_today,"
        " streak, best_streak, streak_day) SELECT 'n', 'en', 'UTC', 'free', 0, 0, 0, n % 2, 1,"
        " date '2026-03-01' + (n % 10)::int FROM generate_series(1, 5000) n"
    )
    await sql("ANALYZE users")
    url = resources.sessions.kw["bind"].url.render_as_string(hide_password=False)

    async def press(session: AsyncSession, _: int) -> None:
        await Streaks(session).interrupted(date(2026, 3, 1), after=after, most=500)

    [sent] = await statements_of(url, press, 0)
    async with explaining(url.replace("+asyncpg", "")) as explain:
        for mode in MODES:
            assert (await explain(sent, mode)).read_whole() == set()


async def test_a_worker_that_lives_tomorrow_does_what_is_due_by_then(
    resources: Resources, ask: Ask, sql: Sql, telegram: FakeChats, tomorrow: None
) -> None:
    runner = Runner(resources, all_handlers(), BRISK, Metrics(CollectorRegistry()))
    now = clock.utc_now()
    id = await ask(TellStreakNews(user_id=1), run_at=now - timedelta(minutes=1))
    late = await ask(TellStreakNews(user_id=1), run_at=now + timedelta(minutes=30))
    for one in (id, late):
        await runner.run(one)
    assert await sql("SELECT id, state FROM jobs ORDER BY id") == [(id, "done"), (late, "queued")]

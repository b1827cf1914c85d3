"""A product that was told to live a day ahead sees tomorrow."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from backend import main as api
from backend.client import Backend
from backend.db import Sessions
from backend.kit import clock
from backend.lessons.schemas import ExerciseNext
from backend.settings import Settings
from tests.factories import a_course, a_learner, right

ROOT = Path(__file__).parents[2]
DAY = timedelta(days=1)


async def test_the_api_counts_tomorrow_as_another_day(
    backend: Backend, sessions: Sessions, request: pytest.FixtureRequest
) -> None:
    await a_course(sessions)
    learner = await a_learner(backend)
    for _ in range(5):
        exercise = await learner.exercise()
        out = await learner.answer(exercise, right(exercise))
    assert not isinstance(out.next, ExerciseNext)

    request.getfixturevalue("tomorrow")

    found = await learner.calls.progress(learner.profile.id)
    assert (found.answered_today, found.streak) == (0, 1)
    assert isinstance(await learner.next(), ExerciseNext), "the praise was yesterday's"


async def test_a_reminder_is_planned_and_due_by_the_same_clock(
    backend: Backend, sessions: Sessions, tomorrow: None
) -> None:
    await a_course(sessions)
    learner = await a_learner(backend)
    at = (await learner.calls.remind(learner.profile.id)).at
    assert at
    assert DAY < at - datetime.now(UTC) <= 2 * DAY


def test_it_ticks_as_the_machine_does(tomorrow: None) -> None:
    before = datetime.now(UTC)
    found = clock.utc_now()
    assert before + DAY <= found <= datetime.now(UTC) + DAY
    assert clock.shifted() == DAY


def test_the_process_sets_it_once_from_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[Any] = []
    given = Settings(
        database_url=SecretStr("postgresql://nowhere"),
        redis_url=SecretStr("redis://nowhere"),
        backend_token=SecretStr("a-token-of-sixteen-and-more"),
        clock_offset=86_400,
    )

    class Stopped(Exception):
        pass

    def stop(_: Settings) -> None:
        raise Stopped

    monkeypatch.setattr(api, "read_settings", lambda: given)
    monkeypatch.setattr(api, "configure_logs", said.append)
    monkeypatch.setattr(api, "create_app", stop)
    try:
        with pytest.raises(Stopped):
            api.main()
        assert clock.shifted() == DAY
    finally:
        clock.shift(0)

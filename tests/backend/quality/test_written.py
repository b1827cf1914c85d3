"""Texts of one's own are not what the monitor judges exercises by."""

from datetime import timedelta

import pytest

from backend.attempts.schemas import GiveUp
from backend.client import Backend
from backend.db import Sessions, transaction
from backend.kit.clock import utc_now
from backend.quality.models import ItemRecord
from backend.quality.monitoring import watch
from backend.queue import Silent
from tests.backend.attempts.practising import count
from tests.factories import WRITTEN, a_course, a_learner


@pytest.mark.parametrize(("kind", "counted"), [(WRITTEN, 0), ("translate", 1)])
async def test_a_text_that_is_left_out_says_nothing_of_its_task(
    kind: str, counted: int, backend: Backend, sessions: Sessions
) -> None:
    await a_course(sessions, kinds=(kind,))
    learner = await a_learner(backend)
    await learner.answer(await learner.exercise(), GiveUp())
    async with transaction(sessions, Silent()) as session:
        await watch(session, now=utc_now() + timedelta(hours=1))
    assert await count(sessions, ItemRecord) == counted

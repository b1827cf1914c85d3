"""Sounds that the storage has lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.jobs.models import JobRow
from backend.kit.clock import utc_now
from backend.settings import Settings
from backend.spoken.jobs import VoiceExercise
from backend.spoken.models import Spoken
from backend.spoken.naming import name_of
from backend.spoken.repository import Voices
from backend.spoken.restoring import restore
from backend.spoken.schemas import Pace
from tests.backend.spoken.voiced import folder_of, voice_all
from tests.factories import Learner, a_course, a_learner, a_shelf, an_item


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions, settings: Settings) -> Learner:
    """Before an exercise whose sound is lost; another one has the same."""
    same = {"text": "Het is goed.", "accepted": ["het is goed"], "slips": []}
    heard = {"answer": "Het is goed."}
    items = [an_item("dictation", 1, **same), an_item("choose_heard", 2, **heard)]
    await a_course(sessions, a_shelf(items=items))
    await voice_all(sessions, settings)
    return await a_learner(backend)


async def asked(sessions: Sessions) -> list[int]:
    async with sessions() as session:
        rows = select(JobRow).where(JobRow.kind == VoiceExercise.name()).order_by(JobRow.id)
        return [row.payload["exercise_id"] for row in await session.scalars(rows)]


async def lost(learner: Learner, settings: Settings) -> str:
    voice = await learner.calls.voice((await learner.exercise()).attempt_id, Pace.normal)
    (folder_of(settings) / name_of(voice.digest)).unlink()
    return voice.digest


class TestALostSound:
    async def test_is_asked_for_anew_once_for_each_exercise_that_has_it(
        self, learner: Learner, settings: Settings, sessions: Sessions
    ) -> None:
        digest = await lost(learner, settings)
        for _ in range(3):
            with pytest.raises(Refused) as found:
                await learner.calls.sound(digest)
            assert (found.value.status, found.value.code) == (404, "NotFound")
        ids = await asked(sessions)
        assert len(ids) == len(set(ids)) == 2

    async def test_goes_by_its_name_where_telegram_knows_it(
        self, learner: Learner, settings: Settings
    ) -> None:
        attempt_id = (await learner.exercise()).attempt_id
        voice = await learner.calls.voice(attempt_id, Pace.normal)
        await learner.calls.keep_file(voice.digest, "AwAC-known")
        with pytest.raises(Refused):
            await learner.calls.sound(await lost(learner, settings))
        again = await learner.calls.voice(attempt_id, Pace.normal)
        assert again.file_id == "AwAC-known"

    async def test_is_asked_for_on_another_day_if_it_did_not_come_back(
        self, learner: Learner, settings: Settings, sessions: Sessions
    ) -> None:
        digest, now = await lost(learner, settings), utc_now()
        for day in (0, 0, 1):
            async with sessions.begin() as session:
                await restore(session, digest, now=now + timedelta(days=day))
        assert len(await asked(sessions)) == 4

    async def test_is_known_no_more_until_it_is_back(
        self, learner: Learner, settings: Settings, sessions: Sessions
    ) -> None:
        digest = await lost(learner, settings)
        async with sessions.begin() as session:
            await restore(session, digest, now=utc_now())
            assert await Voices(session).known([digest]) == set()
            found = await session.get_one(Spoken, digest)
            session.expunge(found)
            found.size, found.seconds = 7, 1.5
            await Voices(session).add([found])
            assert await Voices(session).known([digest]) == {digest}

    async def test_that_never_was_is_asked_of_nobody(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        with pytest.raises(Refused):
            await learner.calls.sound("0" * 64)
        assert await asked(sessions) == []

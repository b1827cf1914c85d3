"""Sounds that do not come, and sounds that are gone: read by the voices of this machine."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from backend.attempts.schemas import AnswerIn, GiveUp
from backend.client import Backend
from backend.db import Sessions, transaction
from backend.exercises.models import Exercise, ExerciseState
from backend.gateways import speaking
from backend.gateways.speaking import NoAnswer, NoVoice, Refused
from backend.gateways.storage import Folder
from backend.jobs.models import JobState
from backend.kit.clock import utc_now
from backend.queue import Silent
from backend.spoken.models import Spoken
from backend.spoken.restoring import restore
from backend.spoken.voicing import TRIES_OF_A_STORY
from tests.factories import a_course, a_learner, a_shelf, an_item
from tests.workers import working
from tests.workers.conftest import Sql
from tests.workers.telegram import FakeChats
from tests.workers.voicing.conftest import Reader, again_now, looked, row, runner, voiced
from workers.context import Resources, Speech

MostlyMute = Callable[..., Resources]


@pytest.fixture
def mostly_mute(sessions: Sessions, storage: Folder) -> MostlyMute:
    """Those whose voice fails with these, in turn."""

    def made(*failures: Exception) -> Resources:
        speech = Speech(storage, Reader(*failures))
        return Resources(sessions, Silent(), FakeChats(), speech=speech, voices="local")

    return made


async def exercises(sessions: Sessions) -> dict[str, ExerciseState]:
    return {each.kind: each.state for each in await working.rows(sessions, Exercise)}


async def tried(sql: Sql, id: int, times: int) -> None:
    await sql("UPDATE jobs SET attempts = :times WHERE id = :id", id=id, times=times)
    await again_now(sql)


class TestAStoryWhoseVoiceIsGivenUp:
    async def test_is_published_as_a_text(
        self, mostly_mute: MostlyMute, sessions: Sessions, sql: Sql, backend: Backend
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("hear_story", 1)]))
        failing = mostly_mute(*(NoAnswer("away") for _ in range(3)))
        [id] = await looked(failing)
        await runner(failing).run(id)
        assert (await row(sessions, id)).state is JobState.queued
        assert await exercises(sessions) == {"hear_story": ExerciseState.unvoiced}

        await tried(sql, id, TRIES_OF_A_STORY - 2)
        await runner(failing).run(id)
        assert await exercises(sessions) == {"hear_story": ExerciseState.unvoiced}
        await again_now(sql)
        await runner(failing).run(id)
        assert (await row(sessions, id)).state is JobState.done
        assert await exercises(sessions) == {"read_text": ExerciseState.published}

        learner = await a_learner(backend)
        exercise = await learner.exercise()
        assert exercise.shown.kind == "read_text"
        assert "het is goed te horen" in exercise.shown.text
        replied = await learner.calls.answer(exercise.attempt_id, AnswerIn(answer=GiveUp()))
        assert replied.feedback.heard is None

    async def test_is_left_so_by_a_reload_of_the_course(
        self, mostly_mute: MostlyMute, sessions: Sessions, sql: Sql
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("hear_story", 1)]))
        failing = mostly_mute(NoAnswer("away"))
        [id] = await looked(failing)
        await tried(sql, id, TRIES_OF_A_STORY - 1)
        await runner(failing).run(id)
        more = [an_item("hear_story", 1), an_item("fill_gap", 2)]
        await a_course(sessions, a_shelf(items=more))
        assert await exercises(sessions) == {
            "read_text": ExerciseState.published,
            "fill_gap": ExerciseState.published,
        }
        assert await looked(failing) == []

    async def test_is_read_aloud_if_the_voice_comes_back_before(
        self, mostly_mute: MostlyMute, sessions: Sessions, sql: Sql
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("hear_story", 1)]))
        failing = mostly_mute(Refused("not today"))
        [id] = await looked(failing)
        await runner(failing).run(id)
        await tried(sql, id, TRIES_OF_A_STORY)
        await runner(failing).run(id)
        assert await exercises(sessions) == {"hear_story": ExerciseState.published}

    async def test_no_text_waits_for_a_voice(
        self, mostly_mute: MostlyMute, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("read_text", 1)]))
        assert await looked(mostly_mute()) == []
        assert await exercises(sessions) == {"read_text": ExerciseState.published}


class TestWhatHasNoText:
    async def test_stays_unvoiced_until_other_voices_come(
        self, mostly_mute: MostlyMute, sessions: Sessions, sql: Sql
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("dictation", 1)]))
        failing = mostly_mute(NoAnswer("away"))
        [id] = await looked(failing)
        await tried(sql, id, 999)
        await runner(failing).run(id)
        assert (await row(sessions, id)).state is JobState.dead
        assert await looked(failing) == []
        assert await exercises(sessions) == {"dictation": ExerciseState.unvoiced}
        await voiced(replace(failing, voices="google"))
        assert await exercises(sessions) == {"dictation": ExerciseState.published}


class TestWhatNoVoiceWillEverRead:
    @pytest.fixture(params=["no voice", "too long"])
    def hopeless(
        self,
        request: pytest.FixtureRequest,
        mostly_mute: MostlyMute,
        monkeypatch: pytest.MonkeyPatch,
    ) -> Resources:
        if request.param == "too long":
            monkeypatch.setattr(speaking, "LONGEST", 10)
            return mostly_mute()
        return mostly_mute(NoVoice("the data of the voice is not there"))

    async def test_is_tried_once_and_waits_for_other_voices(
        self, hopeless: Resources, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("dictation", 1)]))
        [id] = await looked(hopeless)
        await runner(hopeless).run(id)
        job = await row(sessions, id)
        assert (job.state, job.attempts) == (JobState.done, 1)
        assert await exercises(sessions) == {"dictation": ExerciseState.unvoiced}
        assert await looked(hopeless) == []
        assert len(await looked(replace(hopeless, voices="google"))) == 1

    async def test_is_a_text_at_once_where_it_is_a_story(
        self, hopeless: Resources, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("hear_story", 1)]))
        [id] = await looked(hopeless)
        await runner(hopeless).run(id)
        assert (await row(sessions, id)).attempts == 1
        assert await exercises(sessions) == {"read_text": ExerciseState.published}


class TestASoundThatTheStorageHasLost:
    async def test_is_there_again_at_both_paces(
        self, mostly_mute: MostlyMute, sessions: Sessions, storage: Folder
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("dictation", 1)]))
        there = mostly_mute()
        await voiced(there)
        sounds = await working.rows(sessions, Spoken)
        for one in sounds:
            await storage.delete(one.name)
        async with transaction(sessions, Silent()) as session:
            assert await restore(session, sounds[0].digest, now=utc_now()) == 1
        [id] = [id for id in await working.due(sessions) if (await row(sessions, id)).dedupe_key]
        await runner(there).run(id)
        for one in await working.rows(sessions, Spoken):
            assert len(await storage.get(one.name)) == one.size > 0

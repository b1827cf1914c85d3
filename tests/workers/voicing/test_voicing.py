"""Exercises are read aloud by the voices of this machine, and their sounds kept in a folder."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from backend.db import Sessions
from backend.exercises.models import ExerciseState
from backend.gateways.sound import seconds
from backend.gateways.storage import Folder
from backend.jobs.models import JobState
from backend.queue import VOICES
from backend.recordings.jobs import Hear
from backend.spoken.jobs import VoiceExercise
from backend.spoken.looking import AT_ONCE
from backend.spoken.models import ExerciseVoice, Spoken
from backend.spoken.naming import SPEED
from backend.spoken.schemas import Pace as Speed
from tests.factories import HEARD_KINDS, a_course, a_shelf, an_item
from tests.workers.conftest import Sql
from tests.workers.voicing.conftest import Reader, count, looked, row, runner, states, voiced
from workers.context import Resources, Speech
from workers.pace import for_speech
from workers.speech import speech_handlers

TOLERANCE = 0.02


PAUSES = 0.1  # seconds: a codec's frames, at either end


class TestVoiced:
    async def test_every_kind_is_read_at_both_paces_and_published(
        self, resources: Resources, sessions: Sessions, storage: Folder
    ) -> None:
        items = [an_item(kind, n) for n, kind in enumerate((*HEARD_KINDS, "fill_gap"))]
        await a_course(sessions, a_shelf(items=items))
        assert (await states(sessions))["dictation"] is ExerciseState.unvoiced
        await voiced(resources)
        assert set((await states(sessions)).values()) == {ExerciseState.published}
        assert await count(sessions, ExerciseVoice) == 2 * len(HEARD_KINDS)
        async with sessions() as session:
            for sound in await session.scalars(select(Spoken)):
                data = await storage.get(sound.name)
                assert len(data) == sound.size
                assert seconds(data) == pytest.approx(sound.seconds, abs=0.001)

    async def test_slow_lasts_a_third_longer(
        self, resources: Resources, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("hear_story", 1)]))
        await voiced(resources)
        async with sessions() as session:
            length = {one.pace: one.seconds for one in await session.scalars(select(Spoken))}
        usual = length[Speed.normal] / SPEED[Speed.slow]
        assert length[Speed.slow] == pytest.approx(usual, rel=TOLERANCE, abs=PAUSES)
        assert length[Speed.normal] > 2

    async def test_the_same_text_in_two_exercises_is_read_once(
        self, resources: Resources, sessions: Sessions, reader: Reader
    ) -> None:
        same = {"text": "Het is goed.", "accepted": ["het is goed"], "slips": []}
        heard = {"answer": "Het is goed."}
        items = [an_item("dictation", 1, **same), an_item("choose_heard", 2, **heard)]
        await a_course(sessions, a_shelf(items=items))
        await voiced(resources)
        assert reader.read == ["Het is goed."]
        assert (await count(sessions, Spoken), await count(sessions, ExerciseVoice)) == (2, 4)
        assert set((await states(sessions)).values()) == {ExerciseState.published}

    async def test_twice_is_once(
        self, resources: Resources, sessions: Sessions, reader: Reader, sql: Sql
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("dictation", 1)]))
        [id] = await looked(resources)
        await runner(resources).run(id)
        await sql("UPDATE jobs SET state = 'queued', done_at = NULL WHERE id = :id", id=id)
        await runner(resources).run(id)
        assert (await row(sessions, id)).state is JobState.done
        assert len(reader.read) == 1
        assert await count(sessions, Spoken) == 2


class TestLook:
    async def test_asks_for_each_once(self, resources: Resources, sessions: Sessions) -> None:
        await a_course(sessions, kinds=HEARD_KINDS)
        assert len(await looked(resources)) == 16
        assert await looked(resources) == []

    async def test_asks_for_nothing_where_nobody_reads_aloud(
        self, resources: Resources, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=HEARD_KINDS)
        assert await looked(replace(resources, voices="")) == []

    async def test_asks_other_voices_for_what_these_could_not_read(
        self, resources: Resources, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=("dictation",))
        mute = replace(resources, speech=Speech(Folder(Path("/nowhere")), Reader(mute=("nl",))))
        await voiced(mute)
        assert (await states(sessions))["dictation"] is ExerciseState.unvoiced
        assert await looked(mute) == []
        await voiced(replace(resources, voices="google"))
        assert (await states(sessions))["dictation"] is ExerciseState.published

    async def test_what_nobody_can_read_stands_before_nothing(
        self, resources: Resources, sessions: Sessions
    ) -> None:
        silent = [an_item("dictation", n) for n in range(AT_ONCE + 1)]
        await a_course(sessions, a_shelf(items=silent))
        await a_course(sessions, a_shelf(language="en", items=[an_item("minimal_pair", 1)]))
        speech = resources.speech
        assert speech is not None
        partly = replace(resources, speech=replace(speech, speaker=Reader(mute=("nl",))))
        for _ in range(2):
            await voiced(partly)
        found = await states(sessions)
        assert found == {
            "dictation": ExerciseState.unvoiced,
            "minimal_pair": ExerciseState.published,
        }


def test_the_speech_worker_does_what_is_asked_of_its_queues() -> None:
    slots = for_speech().by_queue
    assert {handler.job.queue for handler in speech_handlers().values()} <= slots.keys()
    assert VoiceExercise.queue == VOICES
    assert VoiceExercise.name() in speech_handlers()


def test_a_recording_never_stands_behind_what_nobody_waits_for() -> None:
    assert VoiceExercise.queue != Hear.queue
    assert min(for_speech().by_queue.values()) > 0

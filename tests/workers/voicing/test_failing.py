import asyncio
from dataclasses import replace
from pathlib import Path

from backend.db import Sessions
from backend.exercises.models import ExerciseState
from backend.gateways.speaking import NoAnswer
from backend.gateways.storage import Folder
from backend.jobs.models import JobState
from backend.spoken.jobs import VoiceExercise
from backend.spoken.models import ExerciseVoice, Spoken
from tests.factories import a_course, a_shelf, an_item
from tests.workers.conftest import Sql
from tests.workers.voicing.conftest import (
    Full,
    Reader,
    again_now,
    count,
    looked,
    row,
    runner,
    states,
)
from workers.context import Resources, Speech
from workers.pace import Pace


class TestFailure:
    async def test_of_the_voice_is_tried_again_and_blocks_nothing(
        self, resources: Resources, sessions: Sessions, reader: Reader, sql: Sql
    ) -> None:
        items = [an_item("dictation", 1), an_item("minimal_pair", 2)]
        await a_course(sessions, a_shelf(items=items))
        reader.failures.append(NoAnswer("away"))
        first, second = await looked(resources)
        for id in (first, second):
            await runner(resources).run(id)
        found = await states(sessions)
        assert sorted(found.values()) == [ExerciseState.published, ExerciseState.unvoiced]
        assert (await row(sessions, first)).state is JobState.queued
        await again_now(sql)
        await runner(resources).run(first)
        assert set((await states(sessions)).values()) == {ExerciseState.published}

    async def test_of_the_storage_tells_of_no_sound(
        self, resources: Resources, sessions: Sessions, tmp_path: Path, sql: Sql, reader: Reader
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("dictation", 1)]))
        full = replace(resources, speech=Speech(Full(tmp_path, failures=1), reader))
        [id] = await looked(full)
        await runner(full).run(id)
        assert await count(sessions, Spoken) == 0
        assert (await states(sessions))["dictation"] is ExerciseState.unvoiced
        await again_now(sql)
        await runner(full).run(id)
        assert (await states(sessions))["dictation"] is ExerciseState.published

    async def test_is_tried_for_days(self) -> None:
        assert VoiceExercise.max_attempts >= 144 * 3  # ten minutes apart


class TestKilled:
    async def test_in_the_middle_it_is_done_by_another(
        self, resources: Resources, sessions: Sessions, sql: Sql, reader: Reader, storage: Folder
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("choose_heard", 1)]))
        [id] = await looked(resources)
        await storage.put("spoken/half.ogg", b"what a dead worker left", media_type="audio/ogg")
        await sql(
            "UPDATE jobs SET state = 'running', attempts = 1, lease_token = gen_random_uuid(),"
            " lease_until = now() - interval '1 second' WHERE id = :id",
            id=id,
        )
        await runner(resources).run(id)
        await self.was_done_once(sessions, id)
        assert len(reader.read) == 1

    async def test_of_two_who_do_it_at_a_time_one_is_heard(
        self, resources: Resources, sessions: Sessions, reader: Reader, sql: Sql
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("choose_heard", 1)]))
        [id] = await looked(resources)
        reader.may_go_on.clear()
        first = asyncio.create_task(runner(resources, Pace()).run(id))
        await reader.began.wait()
        await sql("UPDATE jobs SET lease_until = now() - interval '1 second' WHERE id = :id", id=id)
        second = asyncio.create_task(runner(resources, Pace()).run(id))
        while len(reader.read) < 2:
            await asyncio.sleep(0.01)
        reader.may_go_on.set()
        await asyncio.gather(first, second)
        await self.was_done_once(sessions, id)

    async def was_done_once(self, sessions: Sessions, id: int) -> None:
        job = await row(sessions, id)
        assert (job.state, job.attempts) == (JobState.done, 2)
        assert (await count(sessions, Spoken), await count(sessions, ExerciseVoice)) == (2, 2)
        assert (await states(sessions))["choose_heard"] is ExerciseState.published

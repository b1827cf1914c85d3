import pytest

from backend.gateways.storage import Folder, Missing
from backend.queue import enqueue
from backend.recordings.jobs import LookForOldRecordings
from tests.workers.recordings.talking.conftest import COFFEE, Talker, told


class TestOldNews:
    async def test_of_a_talk_that_has_ended_is_not_read(self, talker: Talker) -> None:
        await talker.speaks(COFFEE)
        await self.up_to_the_voice(talker)
        await talker.learner.calls.finish_talk(talker.talk.id)
        await self.nothing_is_read(talker)

    async def test_of_a_talk_that_has_gone_on_is_not_read(self, talker: Talker) -> None:
        await talker.speaks(COFFEE)
        await self.up_to_the_voice(talker)
        for words in ("Met melk graag", "Nee, dank u"):
            await talker.types(words)
        await self.nothing_is_read(talker)

    async def test_is_what_nobody_has_read_for_minutes(self, talker: Talker) -> None:
        await talker.speaks(COFFEE)
        await self.up_to_the_voice(talker)
        await talker.worker.sql("UPDATE jobs SET created_at = now() - interval '6 minutes'")
        await self.nothing_is_read(talker)

    async def test_one_turn_further_it_is_still_read(self, talker: Talker) -> None:
        await talker.speaks(COFFEE)
        await self.up_to_the_voice(talker)
        await talker.types("Met melk graag")
        await talker.worker.work()
        assert told(talker.chat[-1]) == "voice"

    async def up_to_the_voice(self, talker: Talker) -> None:
        for _ in range(10):
            ids = await talker.worker.sql(
                "SELECT id FROM jobs WHERE state = 'queued' AND run_at <= now()"
                " AND kind <> 'tutor.SpeakReply'"
            )
            if not ids:
                break
            for (id,) in ids:
                await talker.worker.runner.run(id)
        assert [state for state, _, _ in await talker.replies()] == ["queued"]

    async def nothing_is_read(self, talker: Talker) -> None:
        await talker.worker.work()
        assert [state for state, _, _ in await talker.replies()] == ["done"]
        assert talker.reader.read == []
        assert "voice" not in [told(one) for one in talker.chat[3:]]


class TestForgetting:
    async def look(self, talker: Talker) -> None:
        async with talker.worker.resources.sessions.begin() as session:
            await enqueue(session, LookForOldRecordings())
        await talker.worker.work()

    async def test_what_was_said_in_a_talk_is_kept_for_some_days(
        self, talker: Talker, files: Folder
    ) -> None:
        await talker.hears(COFFEE)
        await self.look(talker)
        [(name,)] = await talker.worker.sql("SELECT name FROM spoken")
        assert await files.get(name)

    async def test_then_its_sound_and_its_text_are_gone(
        self, talker: Talker, files: Folder
    ) -> None:
        await talker.hears(COFFEE)
        [(name,)] = await talker.worker.sql("SELECT name FROM spoken")
        await talker.worker.sql("UPDATE spoken SET until = until - interval '8 days'")
        await self.look(talker)
        assert await talker.worker.sql("SELECT count(*) FROM spoken") == [(0,)]
        assert await talker.worker.sql("SELECT count(*) FROM spoken_files") == [(0,)]
        with pytest.raises(Missing):
            await files.get(name)

    async def test_what_exercises_sound_like_is_never_forgotten(self, talker: Talker) -> None:
        await talker.hears(COFFEE)
        await talker.worker.sql("UPDATE spoken SET until = NULL, created_at = '2020-01-01'")
        await self.look(talker)
        assert await talker.worker.sql("SELECT count(*) FROM spoken") == [(1,)]


async def test_a_delete_while_the_reply_is_to_be_read_leaves_no_recording(
    talker: Talker, files: Folder
) -> None:
    id = await talker.speaks(COFFEE)
    await TestOldNews().up_to_the_voice(talker)
    assert await files.get(f"heard/{id}.ogg")
    gone = await talker.learner.calls.delete_recordings()
    assert gone.count == 1
    await talker.worker.work()
    with pytest.raises(Missing):
        await files.get(f"heard/{id}.ogg")
    assert await talker.worker.sql("SELECT count(*) FROM recordings WHERE name IS NOT NULL") == [
        (0,)
    ]
    assert told(talker.chat[-1]) == "voice"  # the tutor's own voice

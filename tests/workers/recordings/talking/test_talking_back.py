"""A voice note in a talk is replied to in writing and by voice: the voices of this machine, kept in
a folder, sent over real HTTP to the stand-in of Telegram."""

from dataclasses import replace

import pytest

from backend.gateways.sound import seconds
from backend.gateways.speaking import NoAnswer
from backend.gateways.storage import Folder
from tests.workers.recordings.talking.conftest import COFFEE, Talker, told


class TestAReplyToAVoice:
    async def test_comes_in_writing_and_then_by_voice(self, talker: Talker) -> None:
        said = await talker.hears(COFFEE)
        reply, _, _ = await talker.state(1)
        assert said[-1] == "voice"
        assert said[-2].startswith(reply)
        assert talker.reader.read == [reply]

    async def test_sounds_as_long_as_it_is_told_to_and_is_kept(
        self, talker: Talker, files: Folder
    ) -> None:
        await talker.hears(COFFEE)
        [(name, told)] = await talker.worker.sql("SELECT name, seconds FROM spoken")
        data = await files.get(name)
        assert seconds(data) == pytest.approx(told, abs=0.1)
        assert talker.chat[-1]["voice"]["duration"] == round(told)
        assert await talker.worker.sql("SELECT count(*) FROM spoken_files") == [(1,)]

    async def test_twice_is_once(self, talker: Talker) -> None:
        await talker.hears(COFFEE)
        before = len(talker.chat)
        await talker.worker.again()
        assert len(talker.chat) == before
        assert len(talker.reader.read) == 1

    async def test_is_read_once_and_uploaded_once_however_often_it_is_said(
        self, talker: Talker
    ) -> None:
        await talker.hears(COFFEE)
        first = talker.chat[-1]["voice"]["file_id"]
        await talker.worker.sql("DELETE FROM conversation_turns WHERE number > 0")
        await talker.worker.sql("DELETE FROM jobs")
        again = await talker.learner.calls.start_talk(talker.learner.profile.id, "nl-cafe")
        talker.talk = again
        await talker.hears(COFFEE)
        assert len(talker.reader.read) == len(set(talker.reader.read))
        if len(talker.reader.read) == 1:  # the scene has several words for one thing
            assert talker.chat[-1]["voice"]["file_id"] == first

    async def test_says_nothing_but_the_line_of_the_tutor(self, talker: Talker) -> None:
        """What was not understood is told with its meaning and a hint: both are for the eye."""
        said = await talker.hears("Ik begrijp het niet")
        reply, _, _ = await talker.state(1)
        assert len(said[-2]) > len(reply)
        assert talker.reader.read == [reply]


class TestATypedTurn:
    async def test_is_replied_to_in_writing_alone(self, talker: Talker) -> None:
        await talker.types(COFFEE)
        await talker.worker.work()
        assert "voice" not in map(told, talker.chat)
        assert await talker.replies() == []

    async def test_can_be_heard_when_it_is_asked_for(self, talker: Talker) -> None:
        turn = await talker.types(COFFEE)
        await talker.learner.calls.speak_turn(turn.id)
        await talker.worker.work()
        assert told(talker.chat[-1]) == "voice"
        assert talker.reader.read == [turn.reply]


class TestWithoutAVoice:
    async def test_the_text_is_there_and_the_voice_comes_when_it_can(self, talker: Talker) -> None:
        talker.reader.failures = [NoAnswer("it took too long")]
        said = await talker.hears(COFFEE)
        reply, _, _ = await talker.state(1)
        assert said[-1].startswith(reply)
        await talker.worker.sql("UPDATE jobs SET run_at = now() WHERE kind = 'tutor.SpeakReply'")
        await talker.worker.work()
        assert told(talker.chat[-1]) == "voice"
        assert [(state, tried) for state, _, tried in await talker.replies()] == [("done", 2)]

    async def test_the_text_alone_comes_where_nobody_reads_aloud(self, talker: Talker) -> None:
        talker.worker.runner._resources = replace(talker.worker.resources, voices="")
        said = await talker.hears(COFFEE)
        assert "voice" not in said
        assert await talker.replies() == []


class TestWhatIsHeard:
    async def test_is_understood_as_if_it_was_typed(self, talker: Talker) -> None:
        """The words of a chip, without the marks that nobody says."""
        chip = talker.talk.turn.chips[0]
        await talker.hears(chip.lower().replace(",", "").rstrip(".!?"))
        by_voice = await talker.state(1)
        talker.talk = await talker.learner.calls.start_talk(talker.learner.profile.id, "nl-cafe")
        await talker.types(chip)
        typed = await talker.state(1)
        assert sorted(by_voice[1]) == sorted(typed[1])
        assert by_voice[2]["step"] == typed[2]["step"]
        assert by_voice[2]["tries"] == typed[2]["tries"] == 0

    async def test_goes_on_to_the_goal_of_the_scene(self, talker: Talker) -> None:
        """Every answer is spoken, by the first chip that is offered."""
        number, chips = 0, talker.talk.turn.chips
        while chips:
            number += 1
            await talker.hears(chips[0])
            _, chips, _ = await talker.state(number)
            assert number < 30
        assert await talker.worker.sql(
            "SELECT goal_reached FROM conversations WHERE id = :id", id=talker.talk.id
        ) == [(True,)]
        assert len([one for one in talker.chat if "voice" in one]) == 2 * number

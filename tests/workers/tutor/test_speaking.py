"""A reply of a model to somebody who has spoken: written as it comes, and read aloud once it is
whole, by the voices of this machine."""

from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from backend.gateways.speaking_local import LocalSpeaker
from backend.gateways.storage import Folder
from backend.gateways.telegram import Blocked, NoVoiceNotes
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.tutor.talking import says
from tests.factories import Learner
from tests.workers.conftest import BRISK, Sql
from tests.workers.tutor.conftest import Crew
from tests.workers.tutor.talking import FOUND, NOTHING, REPLY, a_talk
from workers.context import Speech
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner
from workers.speech import speech_handlers

SPOKEN = "UPDATE conversation_turns SET spoken = true WHERE id = :id"


class Speaking(Crew):
    """A crew with whoever reads aloud."""

    def runner(self) -> Runner:
        handlers = {**all_handlers(), **speech_handlers()}
        return Runner(self.resources, handlers, BRISK, Metrics(CollectorRegistry()))


@pytest.fixture
def files(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture
def speaking(crew: Crew, files: Folder) -> Speaking:
    speech = Speech(files, LocalSpeaker())
    resources = replace(crew.resources, speech=speech, voices="local")
    return Speaking(resources, crew.chats, crew.model)


async def spoken(talker: Learner, sql: Sql, scenario: str | None = None) -> int:
    """Something said by voice; its turn."""
    talk = await a_talk(talker, scenario)
    turn = await says(talker, talk.id, "Ik wil een koffie")
    await sql(SPOKEN, id=turn.id)
    return turn.id


class TestReply:
    async def test_is_read_when_it_stands_there_whole(
        self, talker: Learner, speaking: Speaking, model: Running, sql: Sql, files: Folder
    ) -> None:
        model.answers("converse", REPLY)
        model.answers("correct_turn", NOTHING)
        await spoken(talker, sql)
        assert sorted(await speaking.work()) == ["Converse", "CorrectTurn", "SpeakReply"]
        assert speaking.shown(1) == REPLY
        [(_, sound)] = speaking.chats.played
        [(text, name)] = await sql("SELECT text, name FROM spoken")
        assert text == REPLY
        assert sound.content == await files.get(name)
        assert "🔊 Listen" in speaking.buttons(1)

    async def test_is_read_without_what_was_found_in_what_they_said(
        self, talker: Learner, speaking: Speaking, model: Running, sql: Sql
    ) -> None:
        model.answers("converse", f"{REPLY} ☕")
        model.answers("correct_turn", FOUND)
        await spoken(talker, sql)
        await speaking.work("Converse", "CorrectTurn")
        await speaking.work()
        assert await sql("SELECT text FROM spoken") == [(REPLY,)]

    async def test_to_what_was_typed_is_not(
        self, talker: Learner, speaking: Speaking, model: Running, sql: Sql
    ) -> None:
        model.answers("converse", REPLY)
        talk = await a_talk(talker, None)
        await says(talker, talk.id, "Ik wil een koffie")
        assert "SpeakReply" not in await speaking.work()
        assert speaking.chats.played == []

    async def test_of_the_script_is_read_where_the_model_is_away(
        self, talker: Learner, speaking: Speaking, model: Running, sql: Sql
    ) -> None:
        model.fails("converse", Fault.error)
        id = await spoken(talker, sql, "nl-cafe")
        await speaking.work()
        reply = (await speaking.turn(id)).reply
        assert await sql("SELECT text FROM spoken") == [(reply,)]
        assert len(speaking.chats.played) == 1

    async def test_that_failed_is_not(
        self, talker: Learner, speaking: Speaking, model: Running, sql: Sql
    ) -> None:
        model.fails("converse", Fault.error)
        await spoken(talker, sql)
        assert "SpeakReply" not in await speaking.work()

    async def test_that_was_stopped_is_not(
        self, talker: Learner, speaking: Speaking, model: Running, sql: Sql
    ) -> None:
        model.answers("converse", REPLY)
        id = await spoken(talker, sql)
        await sql("UPDATE conversation_turns SET stopped = true WHERE id = :id", id=id)
        assert "SpeakReply" not in await speaking.work()


@pytest.mark.parametrize("no", [NoVoiceNotes("VOICE_MESSAGES_FORBIDDEN"), Blocked("blocked")])
async def test_who_cannot_hear_it_costs_nobody_a_job(
    talker: Learner, speaking: Speaking, model: Running, sql: Sql, no: Exception
) -> None:
    model.answers("converse", REPLY)
    await spoken(talker, sql)
    await speaking.work("Converse")
    speaking.chats.failures = [no]
    await speaking.work("SpeakReply")
    assert speaking.chats.played == []
    assert await sql("SELECT state, attempts FROM jobs WHERE kind = 'tutor.SpeakReply'") == [
        ("done", 1)
    ]

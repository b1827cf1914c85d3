"""A voice note in a talk is replied to in writing and by voice: the voices of this machine, kept in
a folder, sent over real HTTP to the stand-in of Telegram."""

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from aiogram.types import BufferedInputFile
from prometheus_client import CollectorRegistry

from backend.client import Backend
from backend.db import Sessions
from backend.gateways import telegram as gateway
from backend.gateways.sound import seconds
from backend.gateways.speaking import NoAnswer
from backend.gateways.speaking_local import LocalSpeaker
from backend.gateways.storage import Folder, Missing
from backend.queue import enqueue
from backend.recordings.jobs import LookForOldRecordings
from backend.recordings.schemas import Receipt, VoiceIn
from backend.tutor.schemas import SaidIn, TalkOut, TurnOut
from infra.local.telegram.standin import StandIn, running_stand_in
from tests.factories import Learner, a_course, a_learner
from tests.fakes.ears import PlayedRecogniser, heard
from tests.workers.conftest import BRISK
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import spoken_items
from workers.context import Resources, Speech
from workers.ears import Ears
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner
from workers.speech import speech_handlers

TOKEN = "42:a-token_of-TESTS"
PERSON = 1001
COFFEE = "Ik wil graag een koffie"


class Reader(LocalSpeaker):
    """Counts what it reads, and fails as often as it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self.failures: list[Exception] = []

    async def speak(self, text: str, language: str) -> bytes:
        if self.failures:
            raise self.failures.pop(0)
        self.read.append(text)
        return await super().speak(text, language)


@pytest.fixture
async def stand_in(tmp_path: Path) -> AsyncIterator[StandIn]:
    async with running_stand_in(tmp_path, [f"{TOKEN}=Parley@parley_bot"]) as server:
        server.start(PERSON)
        yield server


@pytest.fixture
async def chats(stand_in: StandIn) -> AsyncIterator[gateway.AiogramTelegram]:
    connected = gateway.connect(TOKEN, stand_in.url)
    yield connected
    await connected.aclose()


@dataclass
class Talker:
    """A learner in a scene that the catalogue plays, in a chat of the stand-in."""

    learner: Learner
    talk: TalkOut
    stand_in: StandIn
    worker: Worker
    recogniser: PlayedRecogniser
    reader: Reader
    tone: bytes
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def bot(self) -> Any:
        chats = self.worker.resources.telegram
        assert isinstance(chats, gateway.AiogramTelegram)
        return chats._bots[42]

    async def speaks(self, words: str) -> int:
        """A voice note that will be heard as these words, and that nobody has heard yet."""
        self.recogniser.says = heard(words)
        sent = await self.bot.send_voice(PERSON, BufferedInputFile(self.tone, "voice.oga"))
        given = VoiceIn(
            file_id=sent.voice.file_id,
            unique_id=sent.voice.file_unique_id,
            seconds=2,
            size=9000,
            key=f"42:7:{next(self.numbers)}",
        )
        received = await self.learner.calls.voice_note(given)
        assert received.state is Receipt.hearing
        assert received.recording_id is not None
        waits = await self.bot.send_message(PERSON, "🎧 …")
        await self.learner.calls.place_recording(received.recording_id, waits.message_id)
        return received.recording_id

    async def types(self, words: str) -> TurnOut:
        said = SaidIn(text=words, key=f"42:7:{next(self.numbers)}")
        out = await self.learner.calls.say(self.talk.id, said)
        assert out.turn is not None
        return out.turn

    async def hears(self, words: str) -> list[str]:
        """What comes of a voice note: "voice" for a sound, else the text of a message."""
        await self.speaks(words)
        before = len(self.chat)
        await self.worker.work()
        return [_told(one) for one in self.chat[before:]]

    @property
    def chat(self) -> list[dict[str, Any]]:
        return [one.body for one in self.stand_in.messages(PERSON)]

    async def state(self, number: int) -> Any:
        """The reply to a turn, its chips, and where the scene stands after it."""
        [row] = await self.worker.sql(
            "SELECT t.reply, t.chips, c.state FROM conversation_turns t"
            " JOIN conversations c ON c.id = t.conversation_id"
            " WHERE c.id = :talk AND t.number = :number",
            talk=self.talk.id,
            number=number,
        )
        return row

    async def replies(self) -> list[tuple[str, str, int]]:
        return await self.worker.sql(
            "SELECT state, last_error IS NULL, attempts FROM jobs WHERE kind = 'tutor.SpeakReply'"
            " ORDER BY id"
        )


def _told(body: dict[str, Any]) -> str:
    return "voice" if "voice" in body else str(body.get("text", "?"))


@pytest.fixture
async def reader() -> Reader:
    return Reader()


@pytest.fixture
def worker(
    resources: Resources,
    recogniser: PlayedRecogniser,
    reader: Reader,
    files: Folder,
    chats: gateway.AiogramTelegram,
) -> Worker:
    speech = Speech(files, reader, Ears(recogniser))
    real = replace(resources, telegram=chats, speech=speech, voices="local")
    handlers = {**all_handlers(), **speech_handlers()}
    return Worker(real, Runner(real, handlers, BRISK, Metrics(CollectorRegistry())))


@pytest.fixture
async def talker(
    sessions: Sessions,
    backend: Backend,
    worker: Worker,
    recogniser: PlayedRecogniser,
    reader: Reader,
    stand_in: StandIn,
    tone: bytes,
) -> Talker:
    await a_course(sessions, items=spoken_items())
    learner = await a_learner(backend, PERSON)
    talk = await learner.calls.start_talk(learner.profile.id, "nl-cafe")
    return Talker(learner, talk, stand_in, worker, recogniser, reader, tone)


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
        assert "voice" not in map(_told, talker.chat)
        assert await talker.replies() == []

    async def test_can_be_heard_when_it_is_asked_for(self, talker: Talker) -> None:
        turn = await talker.types(COFFEE)
        await talker.learner.calls.speak_turn(turn.id)
        await talker.worker.work()
        assert _told(talker.chat[-1]) == "voice"
        assert talker.reader.read == [turn.reply]


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
        assert _told(talker.chat[-1]) == "voice"

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
        assert "voice" not in [_told(one) for one in talker.chat[3:]]


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


class TestWithoutAVoice:
    async def test_the_text_is_there_and_the_voice_comes_when_it_can(self, talker: Talker) -> None:
        talker.reader.failures = [NoAnswer("it took too long")]
        said = await talker.hears(COFFEE)
        reply, _, _ = await talker.state(1)
        assert said[-1].startswith(reply)
        await talker.worker.sql("UPDATE jobs SET run_at = now() WHERE kind = 'tutor.SpeakReply'")
        await talker.worker.work()
        assert _told(talker.chat[-1]) == "voice"
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
    assert _told(talker.chat[-1]) == "voice"  # the tutor's own voice

"""A talk in which somebody speaks, and is spoken to."""

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
from backend.gateways.speaking_local import LocalSpeaker
from backend.gateways.storage import Folder
from backend.recordings.schemas import Receipt, VoiceIn
from backend.tutor.schemas import SaidIn, TalkOut, TurnOut
from bot.chat import view
from bot.texts import Texts
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
EN = Texts("en", "UTC")


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

    async def shows(self) -> int:
        """The opening, as the bot shows it."""
        shown = await self.bot.send_message(PERSON, **view.begun(self.talk, EN).kwargs())
        await self.learner.calls.place_turn(self.talk.turn.id, shown.message_id)
        return int(shown.message_id)

    async def speaks(self, words: str, *, asked_in: int | None = None) -> int:
        """A voice note that will be heard as these words, and that nobody has heard yet."""
        self.recogniser.says = heard(words)
        sent = await self.bot.send_voice(PERSON, BufferedInputFile(self.tone, "voice.oga"))
        given = VoiceIn(
            file_id=sent.voice.file_id,
            unique_id=sent.voice.file_unique_id,
            seconds=2,
            size=9000,
            key=f"42:7:{next(self.numbers)}",
            asked_in=asked_in,
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
        return [told(one) for one in self.chat[before:]]

    @property
    def lit(self) -> list[str]:
        """What the messages say that have buttons."""
        return [told(one) for one in self.chat if one.get("reply_markup")]

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


def told(body: dict[str, Any]) -> str:
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

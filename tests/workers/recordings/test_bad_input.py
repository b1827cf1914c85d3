"""Recordings as nobody should send them: over real HTTP from the stand-in of Telegram, through the
real decoder. Each ends in a kind line, with no attempt counted and the worker free again."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from aiogram.types import BufferedInputFile
from prometheus_client import CollectorRegistry

from backend.client import Backend
from backend.db import Sessions
from backend.gateways import telegram as gateway
from backend.gateways.telegram import Address, File, NoFile, TooBig
from backend.recordings.schemas import Outcome, VoiceIn
from infra.local.telegram.standin import StandIn, running_stand_in
from tests.factories import Learner, a_course, a_learner
from tests.workers.conftest import BRISK
from tests.workers.judging.conftest import Worker
from tests.workers.recordings import sounds
from tests.workers.recordings.conftest import a_tone, spoken_items
from workers.context import Resources
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner
from workers.speech import speech_handlers

TOKEN = "42:a-token_of-TESTS"
PERSON = 1001
SOON = 20.0  # seconds, on a busy machine


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
class Room:
    """A learner in a chat of the stand-in, before a sentence that is to be read aloud."""

    learner: Learner
    attempt_id: int
    stand_in: StandIn
    chats: gateway.AiogramTelegram
    worker: Worker

    @property
    def bot(self) -> object:
        return self.chats._bots[42]

    async def file(self, data: bytes) -> File:
        """What somebody sends, of whatever kind."""
        sent = await self.bot.send_document(PERSON, BufferedInputFile(data, "voice.oga"))  # type: ignore[attr-defined]
        given = sent.document or sent.voice or sent.audio
        return File(given.file_id, given.file_unique_id)

    async def becomes(self, file: File, *, seconds: int = 3, size: int = 9000) -> Outcome:
        """What comes of a recording of which so much is claimed."""
        given = VoiceIn(
            file_id=file.id, unique_id=file.unique_id, seconds=seconds, size=size, key="42:7:1"
        )
        received = await self.learner.calls.voice_note(given)
        assert received.recording_id is not None
        waits = await self.bot.send_message(PERSON, "🎧 …")  # type: ignore[attr-defined]
        await self.learner.calls.place_recording(received.recording_id, waits.message_id)
        began = time.monotonic()
        await self.worker.work()
        assert time.monotonic() - began < SOON
        assert await self.worker.sql("SELECT count(*) FROM jobs WHERE state = 'dead'") == [(0,)]
        [(outcome,)] = await self.worker.sql("SELECT outcome FROM recordings")
        return Outcome(outcome)

    @property
    def told(self) -> str:
        seat = self.stand_in.seat(PERSON)
        return next(
            str(one.body.get("text", ""))
            for one in reversed(self.stand_in.messages(PERSON))
            if "text" in one.body and seat
        )

    async def is_open(self) -> bool:
        return (await self.learner.calls.attempt(self.attempt_id)).answer is None


@pytest.fixture
async def room(
    sessions: Sessions,
    backend: Backend,
    resources: Resources,
    stand_in: StandIn,
    chats: gateway.AiogramTelegram,
) -> Room:
    await a_course(sessions, items=spoken_items())
    learner = await a_learner(backend, PERSON)
    exercise = await learner.exercise()
    real = replace(resources, telegram=chats)
    handlers = {**all_handlers(), **speech_handlers()}
    runner = Runner(real, handlers, BRISK, Metrics(CollectorRegistry()))
    return Room(learner, exercise.attempt_id, stand_in, chats, Worker(real, runner))


class TestWhatNobodySays:
    @pytest.mark.parametrize(
        ("data", "outcome", "line"),
        [
            (sounds.NOT_AUDIO, Outcome.unreadable, "can't open"),
            (sounds.CLAIMS_OGG, Outcome.unreadable, "can't open"),
            (a_tone()[:300], Outcome.unreadable, "can't open"),
            (a_tone(0.2), Outcome.too_short, "too short"),
        ],
        ids=["a picture", "rubbish that calls itself Ogg", "a header alone", "a slip"],
    )
    async def test_is_told_kindly(
        self, room: Room, data: bytes, outcome: Outcome, line: str
    ) -> None:
        assert await room.becomes(await room.file(data)) is outcome
        assert line in room.told
        assert await room.is_open()

    async def test_of_a_recording_cut_short_there_is_what_there_is(self, room: Room) -> None:
        whole = a_tone(4.0)
        file = await room.file(whole[: len(whole) // 2])
        assert await room.becomes(file) is Outcome.judged

    async def test_twenty_megabytes_are_never_fetched(self, room: Room) -> None:
        file = await room.file(b"OggS" + bytes(20_000_000))
        assert await room.becomes(file) is Outcome.too_big
        assert await room.is_open()

    async def test_a_minute_that_calls_itself_three_seconds_is_too_long(self, room: Room) -> None:
        assert await room.becomes(await room.file(a_tone(63)), seconds=3) is Outcome.too_long
        assert await room.is_open()

    async def test_three_seconds_that_call_themselves_a_minute_are_heard(self, room: Room) -> None:
        assert await room.becomes(await room.file(a_tone(3)), seconds=60) is Outcome.judged

    async def test_an_hour_of_silence_is_listened_to_for_a_minute_at_most(self, room: Room) -> None:
        data = sounds.an_hour_of_silence()
        assert len(data) < 2_000_000
        assert await room.becomes(await room.file(data)) is Outcome.too_long
        assert await room.is_open()

    async def test_a_bomb_is_not_set_off(self, room: Room) -> None:
        data = sounds.a_bomb()
        assert len(data) < 2_000_000
        assert await room.becomes(await room.file(data)) is Outcome.too_long
        assert await room.is_open()


class TestWhoseFile:
    async def test_a_name_that_telegram_does_not_know(self, room: Room) -> None:
        assert await room.becomes(File("nobodys", "unique")) is Outcome.not_yours
        assert "can't get" in room.told
        assert await room.is_open()

    async def test_a_name_that_belongs_to_another_file(self, room: Room) -> None:
        """The update said which file it is; whatever else the name leads to is not heard."""
        file = await room.file(a_tone())
        assert await room.becomes(File(file.id, "of-another")) is Outcome.not_yours
        assert await room.is_open()

    async def test_a_file_of_another_bot(self, room: Room, tmp_path: Path) -> None:
        async with running_stand_in(tmp_path / "other", ["43:other-token_TESTS=O@o_bot"]) as other:
            other.start(PERSON)
            elsewhere = gateway.connect("43:other-token_TESTS", other.url)
            bot = elsewhere._bots[43]
            sent = await bot.send_voice(PERSON, BufferedInputFile(a_tone(), "voice.oga"))
            await elsewhere.aclose()
        assert sent.voice is not None
        file = File(sent.voice.file_id, sent.voice.file_unique_id)
        assert await room.becomes(file) is Outcome.not_yours


class TestDownloading:
    async def test_gives_the_bytes(self, room: Room) -> None:
        data = a_tone()
        file = await room.file(data)
        assert await room.chats.download(Address(42, PERSON), file, most=2_000_000) == data

    async def test_stops_when_there_is_more_than_was_told(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The size that Telegram tells may be missing: what counts is what comes."""
        file = await room.file(bytes(300_000))
        bot = room.bot
        known = await bot.get_file(file.id)  # type: ignore[attr-defined]

        async def untold(*_: object, **__: object) -> object:
            return known.model_copy(update={"file_size": None})

        monkeypatch.setattr(type(bot), "get_file", untold)
        with pytest.raises(TooBig):
            await room.chats.download(Address(42, PERSON), file, most=100_000)

    async def test_never_tells_the_address(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It has the bot's token in it."""
        file = await room.file(a_tone())
        bot = room.bot
        known = await bot.get_file(file.id)  # type: ignore[attr-defined]

        async def gone(*_: object, **__: object) -> object:
            return known.model_copy(update={"file_path": "voice/nothing.oga"})

        monkeypatch.setattr(type(bot), "get_file", gone)
        with pytest.raises(NoFile) as raised:
            await room.chats.download(Address(42, PERSON), file, most=2_000_000)
        told = raised.getrepr(style="short")
        assert raised.value.__cause__ is None
        assert raised.value.__suppress_context__
        assert TOKEN not in str(raised.value)
        assert told is not None

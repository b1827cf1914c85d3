"""What a worker shows and is to be heard is heard by itself, once: after an answer by voice, and
after one that a model has judged."""

from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from backend.client import Backend
from backend.db import Sessions
from backend.gateways.storage import Folder
from backend.gateways.telegram import Address, Rejected
from backend.llm.service import Desk
from backend.settings import Settings
from backend.spoken.jobs import PlayExercise
from infra.local.llm.running import Running
from tests.backend.spoken.voiced import folder_of, voice_all
from tests.factories import a_course, an_item
from tests.fakes.ears import PlayedRecogniser, heard
from tests.fakes.queue import FakeQueue
from tests.workers.conftest import BRISK
from tests.workers.judging.conftest import RIGHT, UNSEEN, Worker, Writer, a_writer
from tests.workers.judging.conftest import backend as backend  # noqa: PLC0414 - a fixture
from tests.workers.judging.conftest import judging_url as judging_url  # noqa: PLC0414 - a fixture
from tests.workers.telegram import FakeChats
from workers.context import Resources, Speech
from workers.ears import Ears
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner
from workers.speech import speech_handlers

CHAT = Address(42, 7)


@pytest.fixture
def files(settings: Settings) -> Folder:
    return Folder(folder_of(settings))


@pytest.fixture
def worker(
    sessions: Sessions, queue: FakeQueue, telegram: FakeChats, llm: Desk, files: Folder
) -> Worker:
    speech = Speech(files, ears=Ears(PlayedRecogniser(heard(""))))
    resources = Resources(sessions, queue, telegram, llm, speech=speech, voices="local")
    handlers = {**all_handlers(), **speech_handlers()}
    return Worker(resources, Runner(resources, handlers, BRISK, Metrics(CollectorRegistry())))


@pytest.fixture
async def writer(
    backend: Backend, sessions: Sessions, settings: Settings, model: Running, tmp_path: Path
) -> Writer:
    """Somebody whose answer is being checked, and will be right; a dictation comes next."""
    items = [an_item("translate", 0), *(an_item("dictation", n) for n in (1, 2))]
    await a_course(sessions, items=items)
    model.answers("judge_answer", RIGHT)
    writer = await a_writer(backend, sessions)
    await voice_all(sessions, settings)
    await writer.writes(UNSEEN)
    return writer


async def test_a_verdict_that_comes_late_brings_the_sound_of_what_follows(
    writer: Writer, worker: Worker, telegram: FakeChats, files: Folder
) -> None:
    await worker.work()
    assert "Listen" in telegram.edited[-1][2]["text"]
    [(to, sound)] = telegram.played
    names = await worker.sql("SELECT name FROM spoken WHERE pace = 'normal'")
    assert to == CHAT
    assert sound.content in [await files.get(name) for (name,) in names]


async def test_twice_is_once(writer: Writer, worker: Worker, telegram: FakeChats) -> None:
    await worker.work()
    await worker.again()
    assert len(telegram.played) == 1


async def test_what_telegram_knows_is_not_uploaded(
    writer: Writer, worker: Worker, telegram: FakeChats
) -> None:
    await worker.sql(
        "INSERT INTO spoken_files (digest, bot_id, file_id) SELECT digest, 42, 'known' FROM spoken"
    )
    await worker.work()
    assert [sound.content for _, sound in telegram.played] == ["known"]


async def test_what_telegram_knows_no_more_is_uploaded_anew(
    writer: Writer, worker: Worker, telegram: FakeChats
) -> None:
    await worker.sql(
        "INSERT INTO spoken_files (digest, bot_id, file_id) SELECT digest, 42, 'known' FROM spoken"
    )
    await shown(worker)
    telegram.failures = [Rejected("wrong file identifier")]
    await worker.work()
    [(_, sound)] = telegram.played
    assert isinstance(sound.content, bytes)
    assert ("voice-1",) in await worker.sql("SELECT file_id FROM spoken_files")


async def shown(worker: Worker) -> None:
    """All is done but that it is played."""
    for _ in range(10):
        if await playing(worker):
            return
        for id in await worker.due():
            await worker.runner.run(id)
    raise AssertionError("nothing is to be played")


async def playing(worker: Worker) -> list[int]:
    return await worker.sql("SELECT id FROM jobs WHERE kind = :kind", kind=PlayExercise.name())


async def test_what_was_answered_meanwhile_is_not_played(
    writer: Writer, worker: Worker, telegram: FakeChats
) -> None:
    await shown(worker)
    await worker.sql("UPDATE attempts SET answered_at = now()")
    await worker.work()
    assert telegram.played == []


async def test_what_comes_next_is_not_played_into_a_talk(
    writer: Writer, worker: Worker, telegram: FakeChats
) -> None:
    await shown(worker)
    await writer.learner.calls.start_talk(writer.learner.profile.id, "nl-cafe")
    await worker.work()
    assert telegram.played == []


async def test_what_comes_next_in_one_course_is_not_played_in_another(
    writer: Writer, worker: Worker, telegram: FakeChats
) -> None:
    await shown(worker)
    await worker.sql("UPDATE chats SET profile_id = NULL")
    await worker.work()
    assert telegram.played == []


@pytest.mark.parametrize(
    ("kind", "played"), [("dictation", 1), ("repeat_after_me", 0)], ids=["heard", "spoken"]
)
async def test_whoever_fell_silent_is_not_played_what_is_to_be_spoken(
    writer: Writer, worker: Worker, telegram: FakeChats, kind: str, played: int
) -> None:
    await shown(worker)
    await worker.sql("UPDATE exercises SET kind = :kind", kind=kind)
    await worker.sql("UPDATE profiles SET silent_until = now() + interval '1 hour'")
    await worker.work()
    assert len(telegram.played) == played


async def test_nothing_is_asked_of_speech_where_there_is_none(
    writer: Writer, worker: Worker, telegram: FakeChats
) -> None:
    worker.runner._resources = replace(worker.resources, voices="")
    await worker.work()
    assert await playing(worker) == []
    assert "Listen" in telegram.edited[-1][2]["text"]

"""A voice of this machine speaks, and is heard by the real recogniser: nothing is played."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from prometheus_client import CollectorRegistry

from backend.client import Backend
from backend.db import Sessions
from backend.gateways.asr import AsrUnavailable, Whisper
from backend.gateways.phones import PhonesUnavailable, Sphinx
from backend.gateways.sound import to_opus
from backend.gateways.speaking_local import LocalSpeaker
from backend.recordings.schemas import Outcome
from backend.speech.heard import RATE
from backend.speech.scoring import shipped
from tests.factories import a_course, a_learner
from tests.fakes.ears import PlayedRecogniser, heard
from tests.workers.conftest import BRISK
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import Speaker, spoken_items
from tests.workers.telegram import FakeChats
from workers.context import Resources
from workers.ears import Ears
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner
from workers.speech import speech_handlers

READ = "The weather was lovely, so we walked along the river until the evening."


@pytest.fixture(scope="module")
def ears() -> Ears:
    try:
        return Ears(Whisper("tiny.en"), Sphinx(), shipped("tiny.en"))
    except (AsrUnavailable, PhonesUnavailable) as error:
        pytest.skip(str(error))


@pytest.fixture
async def reader(sessions: Sessions, backend: Backend, resources: Resources, ears: Ears) -> Speaker:
    """A learner of English before a sentence to be read aloud."""
    assert resources.speech is not None
    real = replace(resources, speech=replace(resources.speech, ears=ears))
    handlers = {**all_handlers(), **speech_handlers()}
    worker = Worker(real, Runner(real, handlers, BRISK, Metrics(CollectorRegistry())))
    await a_course(sessions, language="en", items=spoken_items(text=READ))
    learner = await a_learner(backend, target="en")
    telegram = real.telegram
    assert isinstance(telegram, FakeChats)
    played = PlayedRecogniser(heard(""))
    return Speaker(learner, await learner.exercise(), telegram, played, worker, b"")


async def spoken(text: str) -> bytes:
    return await LocalSpeaker().speak(text, "en")


def noise(seconds: float, volume: float) -> bytes:
    chance, loud = Random(1), 32_000 * volume
    samples = (int(loud * (2 * chance.random() - 1)) for _ in range(int(seconds * RATE)))
    return to_opus(b"".join(one.to_bytes(2, "little", signed=True) for one in samples), RATE)


async def test_a_sentence_read_well_is_right_and_scored(reader: Speaker) -> None:
    one = await reader.says("", await spoken(READ))
    assert one.outcome is Outcome.judged, one.outcome
    assert [row[1] for row in await reader.attempts()] == ["correct"]
    at_once, judged = reader.told
    assert "I heard:" in at_once
    assert one.score is not None
    assert one.score["total"] > 80
    assert judged.index("✅") < judged.index("/100")


async def test_a_sentence_read_in_part_has_its_missing_words(reader: Speaker) -> None:
    one = await reader.says("", await spoken("The weather was lovely, so we walked along."))
    assert one.words is not None
    missing = [word["text"] for word in one.words if word["state"] == "missing"]
    assert one.outcome is Outcome.judged
    assert {"river", "evening"} <= set(missing)
    assert [row[1] for row in await reader.attempts()] == ["wrong"]


@pytest.mark.parametrize(
    ("make", "outcomes"),
    [
        (lambda: noise(3, 0.0), {Outcome.silence}),
        (lambda: noise(3, 0.3), {Outcome.noise, Outcome.silence}),
        (
            lambda: asyncio.run(spoken("My brother keeps three horses in the mountains.")),
            {Outcome.other_sentence},
        ),
    ],
    ids=["silence", "noise", "another sentence"],
)
async def test_what_is_no_answer_counts_as_none(
    reader: Speaker, make: Callable[[], bytes], outcomes: set[Outcome]
) -> None:
    data = await asyncio.to_thread(make)
    one = await reader.says("", data)
    assert one.outcome in outcomes
    assert await reader.attempts() == []
    assert await reader.is_open()

"""What a learner is told of their readings over time: with each score, and in /progress."""

from dataclasses import replace
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from backend.recordings.progress import MOST
from backend.speech.heard import Heard, Sound
from backend.speech.scoring import ASPECTS, Score, Scored, WordScore
from tests.fakes.ears import PlayedRecogniser
from tests.workers.conftest import BRISK
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import SENTENCE, Speaker
from workers.context import Resources
from workers.ears import Ears
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner
from workers.speech import speech_handlers


class Kind(Ears):
    """Finds everything well said."""

    async def assess(self, sound: Sound, sentence: str, heard: Heard, language: str) -> Scored:
        aspects = {name: Score(value=8.1, confidence=0.9) for name in ASPECTS}
        words = tuple(WordScore(word, 9.0, mispronounced=False) for word in sentence.split())
        return Scored(aspects, words, None)


@pytest.fixture
def worker(resources: Resources, recogniser: PlayedRecogniser) -> Worker:
    assert resources.speech is not None
    kind = replace(resources, speech=replace(resources.speech, ears=Kind(recogniser)))
    handlers = {**all_handlers(), **speech_handlers()}
    return Worker(kind, Runner(kind, handlers, BRISK, Metrics(CollectorRegistry())))


async def have_read(speaker: Speaker, count: int, total: float = 74.0) -> None:
    """So many sentences before, four weeks ago and since."""
    await speaker.worker.sql(
        "INSERT INTO recordings (profile_id, bot_id, key, file_id, unique_id, claimed_seconds,"
        " state, outcome, received_at, heard_at, score)"
        " SELECT :profile, 42, 'old:' || n, 'f', 'u', 2, 'heard', 'judged',"
        " now() - interval '28 days', now() - interval '28 days' + n * interval '1 minute',"
        " jsonb_build_object('total', CAST(:total AS float))"
        " FROM generate_series(1, :count) n",
        profile=speaker.learner.profile.id,
        total=total,
        count=count,
    )


async def progress(speaker: Speaker) -> Any:
    return (await speaker.learner.calls.progress(speaker.learner.profile.id)).speaking


class TestProgress:
    async def test_without_a_reading_tells_nothing(self, speaker: Speaker) -> None:
        assert await progress(speaker) is None

    async def test_counts_a_reading_with_a_score(self, speaker: Speaker) -> None:
        await speaker.says(SENTENCE)
        assert (await progress(speaker)).readings == 1
        assert "Reading aloud" not in speaker.told[-1]

    async def test_tells_how_it_has_gone(self, speaker: Speaker) -> None:
        await have_read(speaker, 6)
        await speaker.says(SENTENCE)
        found = await progress(speaker)
        assert (found.readings, found.before, found.days // 7) == (7, 74, 3)

    async def test_never_counts_what_had_no_score(self, speaker: Speaker, worker: Worker) -> None:
        await have_read(speaker, 6)
        await worker.sql("UPDATE recordings SET score = 'null'")
        assert await progress(speaker) is None

    async def test_of_however_many_reads_a_few_by_an_index(
        self, speaker: Speaker, worker: Worker
    ) -> None:
        await have_read(speaker, 3000)
        await worker.sql("ANALYZE recordings")
        assert (await progress(speaker)).readings == MOST
        plan = await worker.sql(
            "EXPLAIN SELECT score, heard_at FROM recordings WHERE profile_id = :profile"
            " AND jsonb_typeof(score) = 'object' AND state = 'heard' ORDER BY id DESC LIMIT 40",
            profile=speaker.learner.profile.id,
        )
        assert any("ix_recordings_scored" in line for (line,) in plan)


class TestAfterAReading:
    async def test_the_last_line_tells_how_it_goes(self, speaker: Speaker) -> None:
        await have_read(speaker, 6, total=60.0)
        await speaker.says(SENTENCE)
        [line] = [one for one in speaker.told[-1].splitlines() if "Reading aloud" in one]
        assert line.startswith("🗣 Reading aloud: 60 → ")
        assert line.endswith("in 4 weeks")

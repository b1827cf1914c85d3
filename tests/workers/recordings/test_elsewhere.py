"""Voice notes that are not judged by rules alone: in a talk, and where a model is asked."""

from dataclasses import replace

import pytest
from prometheus_client import CollectorRegistry

from backend.client import Backend
from backend.db import Sessions
from backend.recordings.schemas import Outcome, Receipt
from backend.tutor.scenarios import scenarios_of
from tests.factories import a_course
from tests.fakes.ears import PlayedRecogniser, heard
from tests.workers.conftest import BRISK
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import ASKED_IN, WAITS_IN, Speaker, a_speaker, spoken_items
from workers.context import Resources
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner
from workers.speech import speech_handlers


class TestInATalk:
    @pytest.fixture
    async def talker(self, speaker: Speaker) -> Speaker:
        """Somebody in a role-play that the catalogue plays, which began over an exercise."""
        calls = speaker.learner.calls
        await calls.start_talk(speaker.learner.profile.id, scenarios_of("nl")[0].key)
        return speaker

    async def test_what_is_heard_is_said_to_the_tutor(
        self, talker: Speaker, worker: Worker
    ) -> None:
        one = await talker.says("Goedendag, ik wil graag een koffie")
        assert (one.outcome, one.attempt_id) == (Outcome.said, None)
        [(said,)] = await worker.sql("SELECT said FROM conversation_turns WHERE number = 1")
        assert said == "Goedendag, ik wil graag een koffie"
        assert await talker.is_open()

    async def test_the_reply_comes_below_what_was_heard(self, talker: Speaker) -> None:
        await talker.says("Goedendag, ik wil graag een koffie")
        assert "“Goedendag, ik wil graag een koffie”" in talker.told[-1]
        [(_, reply)] = talker.telegram.sent
        assert reply["text"]
        assert reply["reply_markup"] is not None

    async def test_twice_is_once(self, talker: Speaker, worker: Worker) -> None:
        await talker.says("Goedendag")
        await worker.again()
        assert await worker.sql("SELECT count(*) FROM conversation_turns") == [(2,)]
        assert len(talker.telegram.sent) == 1

    async def test_silence_says_nothing(self, talker: Speaker, worker: Worker) -> None:
        one = await talker.says(heard(""))
        assert one.outcome is Outcome.noise
        assert await worker.sql("SELECT count(*) FROM conversation_turns") == [(1,)]

    async def test_a_talk_that_was_left_meanwhile_hears_no_more(self, talker: Speaker) -> None:
        received = await talker.sends()
        assert received.state is Receipt.hearing
        assert received.recording_id is not None
        calls = talker.learner.calls
        await calls.place_recording(received.recording_id, WAITS_IN)
        talk = (await calls.me()).profiles[0].conversation_id
        assert talk is not None
        await calls.leave_talk(talk)
        await talker.worker.work()
        assert (await talker.recording(received.recording_id)).outcome is Outcome.late


class TestWhereAModelIsAsked:
    @pytest.fixture
    async def thinker(  # the parts of a whole flow
        self,
        sessions: Sessions,
        backend: Backend,
        resources: Resources,
        recogniser: PlayedRecogniser,
        tone: bytes,
    ) -> Speaker:
        assert resources.speech is not None
        judged = replace(resources, speech=replace(resources.speech, judged=True))
        handlers = {**all_handlers(), **speech_handlers()}
        worker = Worker(judged, Runner(judged, handlers, BRISK, Metrics(CollectorRegistry())))
        await a_course(sessions, items=spoken_items("answer_aloud"))
        return await a_speaker(backend, worker, recogniser, tone)

    async def test_what_rules_leave_open_is_shown_where_it_was_heard(
        self, thinker: Speaker
    ) -> None:
        """No model is there after all: the learner has the last word."""
        thinker.telegram.lit.add(ASKED_IN)
        one = await thinker.says("Ik ga naar mijn huis toe")
        assert one.outcome is Outcome.judged
        assert thinker.telegram.lit == {WAITS_IN}
        assert await thinker.worker.sql("SELECT count(*) FROM judgements") == [(1,)]
        assert "“Ik ga naar mijn huis toe”" in thinker.told[-1]
        assert "🤔" in thinker.told[-1]
        assert thinker.telegram.sent == []

    @pytest.mark.parametrize("settled", [False, True], ids=["before", "after"])
    async def test_a_bot_that_says_late_where_it_waits_has_the_verdict_there(
        self, thinker: Speaker, settled: bool
    ) -> None:
        thinker.recogniser.says = heard("Ik ga naar mijn huis toe")
        received = await thinker.sends()
        assert received.recording_id is not None
        [(id,)] = await thinker.worker.sql("SELECT id FROM jobs WHERE kind = 'recordings.Hear'")
        await thinker.worker.runner.run(id)
        if settled:
            await thinker.worker.work()
        await thinker.learner.calls.place_recording(received.recording_id, WAITS_IN)
        await thinker.worker.work()
        assert "🤔" in thinker.told[-1]
        await thinker.worker.sql("UPDATE jobs SET run_at = now() WHERE state = 'queued'")
        await thinker.worker.work()
        assert "🤔" in thinker.told[-1]
        assert thinker.telegram.sent == []

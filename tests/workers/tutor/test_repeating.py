"""Jobs of the tutor that are killed in the middle, or delivered twice."""

import asyncio
from datetime import timedelta

from backend.db import Sessions
from backend.gateways.telegram import RetryLater
from backend.jobs.models import JobRow, JobState
from backend.tutor.schemas import TurnState
from infra.local.llm.running import Running
from tests.backend.tutor.talking import says
from tests.factories import Learner
from tests.workers.tutor.conftest import Crew
from tests.workers.tutor.talking import REPLY, a_talk, free


class TestKilled:
    async def test_in_the_middle_the_learner_sees_one_reply_in_the_end(
        self, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        model.answers("converse", " ".join(f"Woord {n}." for n in range(60)), drip=0.1)
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Vertel!")
        [(job_id, _)] = await crew.waiting("Converse")
        killed = asyncio.create_task(crew.runner().run(job_id))
        while not crew.chats.edited:
            await asyncio.sleep(0.05)
        killed.cancel()
        await asyncio.gather(killed, return_exceptions=True)
        assert (await crew.turn(turn.id)).state is TurnState.waiting

        model.reset()
        model.answers("converse", REPLY)
        await free(sessions, job_id)
        await crew.work("Converse")
        assert len(crew.chats.sent) == 1
        assert crew.shown(1) == REPLY

    async def test_before_the_end_is_told_the_reply_is_told_and_not_asked_for_again(
        self, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Koffie graag")
        [(job_id, _)] = await crew.waiting("Converse")
        crew.chats.edit_failures = [RetryLater(timedelta(seconds=237))]
        await crew.runner().run(job_id)
        async with sessions() as session:
            row = await session.get_one(JobRow, job_id)
            assert row.state is JobState.queued
        await free(sessions, job_id)
        await crew.runner().run(job_id)
        assert crew.shown(1) == REPLY
        assert len(crew.chats.sent) == 1
        assert len(model.calls("converse")) == 1

    async def test_done_twice_is_done_once(
        self, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Koffie graag")
        [(job_id, _)] = await crew.waiting("Converse")
        await crew.runner().run(job_id)
        edits = len(crew.chats.edited)
        await free(sessions, job_id)
        await crew.runner().run(job_id)
        assert (len(crew.chats.sent), len(crew.chats.edited)) == (1, edits)

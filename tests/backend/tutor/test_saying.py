"""What is said to a model: a turn that waits, and one job."""

import httpx2
import pytest
from sqlalchemy import select

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.jobs.models import JobRow
from backend.kit import clock
from backend.tutor.schemas import MAX_SAID, TurnState
from tests.backend.tutor.talking import CAFE, jobs, says
from tests.factories import Learner, a_learner


class TestSaying:
    async def test_is_a_turn_that_waits_and_one_job_on_the_models_queue(
        self, talker: Learner, sessions: Sessions
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        turn = await says(talker, talk.id, "Ik wil een koffie", "1")
        again = await says(talker, talk.id, "Ik wil een koffie", "1")
        assert (turn.id, turn.state, turn.reply) == (again.id, TurnState.waiting, None)
        assert await jobs(sessions) == ["tutor.Converse"]
        async with sessions() as session:
            assert await session.scalar(select(JobRow.queue)) == "models"

    async def test_more_waits_its_turn_and_the_fourth_is_asked_to_wait(
        self, talker: Learner, sessions: Sessions
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        for number in range(3):
            await says(talker, talk.id, f"regel {number}", str(number))
        assert await jobs(sessions) == ["tutor.Converse"]
        with pytest.raises(Refused, match="StillReplying"):
            await says(talker, talk.id, "regel 3", "3")
        # The same message as before is no further one.
        assert (await says(talker, talk.id, "regel 2", "2")).number == 3

    async def test_goes_on_after_three_messages_that_nobody_ever_replied_to(
        self, talker: Learner, sessions: Sessions
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        for number in range(3):
            await says(talker, talk.id, f"regel {number}", str(number))
        clock.shift(6 * 60)
        try:
            turn = await says(talker, talk.id, "Bent u daar nog?", "3")
        finally:
            clock.shift(0)
        assert turn.state is TurnState.waiting
        assert await jobs(sessions) == ["tutor.Converse"] * 2

    @pytest.mark.parametrize("text", ["", "\u200b\u2060", "x" * (MAX_SAID + 1)])
    async def test_nothing_or_too_much_is_refused(
        self, text: str, talker: Learner, http: httpx2.AsyncClient
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        path = f"/api/v1/talks/{talk.id}/turns"
        response = await http.post(path, json={"text": text, "key": "1"})
        assert response.status_code == 422

    async def test_in_the_talk_of_somebody_else_is_no_talk(
        self, talker: Learner, modelled: Backend
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        other = await a_learner(modelled, 8)
        with pytest.raises(Refused, match="NoTalk"):
            await says(other, talk.id, "Hallo")
        for call in (
            other.calls.talk_hint(talk.turn.id),
            other.calls.translate_turn(talk.turn.id),
            other.calls.stop_turn(talk.turn.id),
            other.calls.retry_turn(talk.turn.id),
            other.calls.tap_chip(talk.turn.id, 0),
            other.calls.finish_talk(talk.id),
            other.calls.leave_talk(talk.id),
            other.calls.resume_talk(talk.id),
            other.calls.place_turn(talk.turn.id, 5),
        ):
            with pytest.raises(Refused, match="NotFound"):
                await call

"""Jobs of the tutor that are killed in the middle, or delivered twice."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from backend.db import Sessions
from backend.gateways.telegram import OutcomeUnknown, RetryLater, Unreachable
from backend.jobs.models import JobRow, JobState
from backend.patterns.models import Pattern
from backend.tutor.models import Fact
from backend.tutor.schemas import TurnState
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.tutor.talking import says
from tests.factories import Learner
from tests.workers.tutor.conftest import Crew
from tests.workers.tutor.talking import FOUND, REPLY, a_talk, free, killed


class TestKilled:
    @pytest.mark.parametrize("times", [1, 3])
    async def test_before_the_message_is_known_no_other_is_left_without_an_end(
        self, times: int, talker: Learner, crew: Crew, model: Running
    ) -> None:
        """Nobody can know of a message that was made while its sender died; there is one at most,
        and the reply comes in another: twice rather than not at all."""
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Koffie graag")
        [(job_id, _)] = await crew.waiting("Converse")
        crew.chats.silent = True
        for number in range(1, times + 1):
            await killed(crew, job_id, partial(sent, crew, number))
        crew.chats.silent = False
        await crew.work("Converse")
        assert crew.chats.said() == ["…", *[REPLY] * times]
        kept = await crew.turn(turn.id)
        assert (kept.state, kept.message_id) == (TurnState.told, 1 + times)

    async def test_a_message_that_may_have_arrived_is_not_made_again(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Koffie graag")
        crew.chats.failures = [OutcomeUnknown("no answer")]
        await crew.work("Converse")
        assert crew.chats.said() == [REPLY]

    async def test_a_message_that_did_not_leave_is_made_by_the_next_try(
        self, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Koffie graag")
        [(job_id, _)] = await crew.waiting("Converse")
        crew.chats.failures = [Unreachable("no connection")]
        await crew.runner().run(job_id)
        assert crew.chats.sent == []
        await free(sessions, job_id)
        await crew.work("Converse")
        assert crew.chats.said() == ["…"]
        assert crew.shown(1) == REPLY

    async def test_a_message_that_the_learner_showed_us_takes_the_reply(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        """They pressed "Stop" below it, and so its number is known."""
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Koffie graag")
        [(job_id, _)] = await crew.waiting("Converse")
        crew.chats.silent = True
        await killed(crew, job_id, lambda: bool(crew.chats.sent))
        crew.chats.silent = False
        assert (await talker.calls.stop_turn(turn.id)).message_id is None
        await talker.calls.place_turn(turn.id, 1)
        await crew.work("Converse")
        assert crew.chats.said() == ["…"]
        assert crew.shown(1).startswith(REPLY) or crew.shown(1) == "stopped"

    async def test_after_the_last_of_several_messages_none_is_sent_again_or_forgotten(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        whole = " ".join(f"woord{n}." for n in range(340))
        model.answers("converse", REPLY, whole)
        model.answers("correct_turn", FOUND)
        model.fails("simplify_line", Fault.error)
        talk = await a_talk(talker, None)
        await says(talker, talk.id, "Hallo")
        await crew.work("Converse")
        turn = await says(talker, talk.id, "Ik wil koffie drink")
        [(job_id, _)] = await crew.waiting("Converse")
        crew.chats.stuck = {1}  # the reply before, whose buttons are taken last of all
        await killed(crew, job_id, lambda: len(crew.chats.sent) == 3)
        crew.chats.stuck = set()
        await crew.work("Converse")
        assert len(crew.chats.sent) == 3
        assert f"{crew.shown(2)} {crew.shown(3)}" == whole
        assert (await crew.turn(turn.id)).message_id == 3
        await crew.work()
        assert "drink → drinken" in crew.shown(3)
        assert crew.buttons(3)

    async def test_in_the_middle_the_learner_sees_one_reply_in_the_end(
        self, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        model.answers("converse", " ".join(f"Woord {n}." for n in range(60)), drip=0.1)
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Vertel!")
        [(job_id, _)] = await crew.waiting("Converse")
        await killed(crew, job_id, lambda: bool(crew.chats.edited))
        assert (await crew.turn(turn.id)).state is TurnState.waiting

        model.reset()
        model.answers("converse", REPLY)
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


def sent(crew: Crew, number: int) -> bool:
    return len(crew.chats.sent) == number


class TestTwice:
    async def test_every_job_of_a_talk_has_one_effect(
        self, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        model.answers("converse", REPLY)
        model.answers("correct_turn", {**FOUND, "goal_reached": False})
        model.answers("translate_line", {"translation": "Nice!"})
        model.answers("end_card", {"praise": ["One."]}, {"praise": ["Another."]})
        model.answers("remember_facts", {"facts": ["Has a dog."]})
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Ik wil koffie drink")
        await crew.work("Converse")
        await talker.calls.translate_turn(turn.id)
        await crew.work("CorrectTurn", "TranslateReply")
        await talker.calls.finish_talk(talk.id)
        await crew.work()
        before = await effects(crew), [call.heard.task for call in model.calls()]
        async with sessions() as session:
            kinds = JobRow.kind.in_([f"tutor.{kind}" for kind in KINDS])
            ids = list(await session.scalars(select(JobRow.id).where(kinds)))
        assert len(ids) == len(KINDS)
        for id in ids:
            await free(sessions, id)
            await crew.runner().run(id)
        assert (await effects(crew), [call.heard.task for call in model.calls()]) == before

    async def test_a_card_that_did_not_leave_is_told_without_asking_again(
        self, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        model.answers("converse", REPLY)
        model.answers("correct_turn", FOUND)
        model.answers("end_card", {"praise": ["One."]}, {"praise": ["Another."]})
        model.answers("remember_facts", {"facts": []})
        talk = await a_talk(talker)
        await says(talker, talk.id, "Ik wil koffie drink")
        await crew.work()
        await talker.calls.finish_talk(talk.id)
        [(job_id, _)] = await crew.waiting("WriteCard")
        crew.chats.failures = [Unreachable("no connection")]
        await crew.runner().run(job_id)
        await free(sessions, job_id)
        await crew.work()
        assert "• One." in crew.shown(2)
        assert len(model.calls("end_card")) == 1


KINDS = ("Converse", "CorrectTurn", "TranslateReply", "WriteCard", "RememberFacts")


async def effects(crew: Crew) -> tuple[object, ...]:
    """What the chat shows, and what is kept."""
    async with crew.resources.sessions() as session:
        patterns = [(one.wrong, one.times) for one in await session.scalars(select(Pattern))]
        facts = list(await session.scalars(select(Fact.text)))
    shown = [crew.shown(number) for number in range(1, len(crew.chats.sent) + 1)]
    return shown, patterns, facts

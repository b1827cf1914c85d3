"""The end of a free answer that was checked: once, and also without a verdict."""

import pytest

from backend.attempts.schemas import AnswerIn, SelfCheck
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.grading import Verdict
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.workers.judging.conftest import (
    ABSTAINS,
    PLACE,
    RIGHT,
    UNSEEN,
    Worker,
    Writer,
    a_writer,
)
from tests.workers.telegram import FakeChats


class TestWithoutAVerdict:
    @pytest.mark.parametrize(
        "fault", [Fault.error, Fault.refusal, Fault.malformed, Fault.truncated, Fault.garbled]
    )
    async def test_the_learner_decides_as_ever(
        self, fault: Fault, writer: Writer, worker: Worker, model: Running, telegram: FakeChats
    ) -> None:
        model.answers("judge_answer", RIGHT)
        model.fails("judge_answer", fault)
        await writer.writes(UNSEEN)
        await worker.work()

        reply = await writer.reply()
        assert (reply.checking, reply.feedback.verdict, reply.next) == (False, Verdict.unsure, None)
        [(_, message_id, shown)] = telegram.edited
        assert message_id == PLACE
        assert len(shown["reply_markup"].inline_keyboard) == 2
        mine = AnswerIn(answer=SelfCheck(right=True))
        out = await writer.learner.calls.answer(writer.attempt_id, mine)
        assert out.feedback.self_checked is True

    async def test_the_rude_and_the_abstaining_are_asked_once(
        self, writer: Writer, worker: Worker, model: Running, backend: Backend, sessions: Sessions
    ) -> None:
        model.answers("judge_answer", ABSTAINS)
        await writer.writes(UNSEEN)
        await worker.work()
        second = await a_writer(backend, sessions, 8)
        out = await second.writes(UNSEEN)
        assert (out.checking, out.feedback.verdict, out.next) == (False, Verdict.unsure, None)
        assert len(model.calls()) == 1

    async def test_what_failed_is_asked_again_for_the_next(
        self, writer: Writer, worker: Worker, model: Running, backend: Backend, sessions: Sessions
    ) -> None:
        model.answers("judge_answer", RIGHT)
        model.fails("judge_answer", Fault.error, times=2)
        await writer.writes(UNSEEN)
        await worker.work()
        assert (await writer.reply()).feedback.verdict is Verdict.unsure
        second = await a_writer(backend, sessions, 8)
        await second.writes(UNSEEN)
        await worker.work()
        assert (await second.reply()).feedback.verdict is Verdict.correct

    async def test_after_the_longest_time_it_is_unsure_and_told_anew_where_nobody_said_where(
        self, writer: Writer, worker: Worker, model: Running, telegram: FakeChats
    ) -> None:
        await writer.writes(UNSEEN, place=False)
        await worker.hold("JudgeAnswer")
        await worker.skip("GiveUpJudging")
        assert (await writer.reply()).feedback.verdict is Verdict.unsure
        [(to, _)] = telegram.sent
        assert to.chat_id == 7
        await worker.skip("JudgeAnswer")
        assert model.calls() == []


class TestOnce:
    async def test_whichever_of_place_and_verdict_comes_second_shows_it(
        self, writer: Writer, worker: Worker, model: Running, telegram: FakeChats
    ) -> None:
        model.answers("judge_answer", RIGHT)
        await writer.writes(UNSEEN, place=False)
        await worker.work()
        assert telegram.edited == []
        for _ in range(3):
            await writer.learner.calls.place(writer.attempt_id, PLACE)
        await worker.work()
        assert [message_id for _, message_id, _ in telegram.edited] == [PLACE]

    async def test_jobs_that_come_twice_change_and_say_nothing_more(
        self,
        writer: Writer,
        worker: Worker,
        model: Running,
        telegram: FakeChats,
        sessions: Sessions,
    ) -> None:
        model.answers("judge_answer", RIGHT)
        await writer.writes(UNSEEN)
        await worker.work()
        state = "SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {} t"
        tables = ("attempts", "profiles", "users", "memories", "reviews", "mistakes", "verdicts")
        before = [await worker.sql(state.format(table)) for table in tables]

        await worker.again()

        assert [await worker.sql(state.format(table)) for table in tables] == before
        assert len(model.calls()) == 1
        assert (len(telegram.edited), len(telegram.sent)) == (1, 0)

    async def test_a_worker_that_died_while_asking_is_followed_by_the_same_job(
        self, writer: Writer, worker: Worker, model: Running
    ) -> None:
        model.answers("judge_answer", RIGHT)
        await writer.writes(UNSEEN)
        claimed = """INSERT INTO verdicts (exercise_id, digest, answer, asked_by, asked_at)
            SELECT w.exercise_id, w.digest, '', j.id, now() FROM judgements w, jobs j
             WHERE j.kind LIKE '%JudgeAnswer'"""
        await worker.sql(claimed)
        await worker.work()
        assert (await writer.reply()).feedback.verdict is Verdict.correct

    async def test_a_place_of_somebody_else_is_not_found(
        self, writer: Writer, backend: Backend, sessions: Sessions
    ) -> None:
        await writer.writes(UNSEEN, place=False)
        stranger = await a_writer(backend, sessions, 8)
        for call in (
            stranger.learner.calls.place(writer.attempt_id, 1),
            stranger.learner.calls.let_go(writer.attempt_id),
        ):
            with pytest.raises(Refused) as refused:
                await call
            assert refused.value.code == "NotFound"

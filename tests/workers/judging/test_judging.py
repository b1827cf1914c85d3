"""Free answers that rules leave open: what the learner sees, and what it costs."""

import asyncio

import pytest

from backend.attempts.schemas import AnswerIn, Remedy, SelfCheck
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.judging.schemas import Judging
from backend.lessons.schemas import ExerciseNext
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.workers.judging.conftest import (
    PLACE,
    RIGHT,
    UNSEEN,
    WRONG,
    Worker,
    Writer,
    a_writer,
    ratings,
)
from tests.workers.telegram import FakeChats


class TestAnUnseenAnswer:
    async def test_is_checked_and_its_message_becomes_the_verdict(
        self,
        writer: Writer,
        worker: Worker,
        model: Running,
        telegram: FakeChats,
        sessions: Sessions,
    ) -> None:
        model.answers("judge_answer", RIGHT)
        out = await writer.writes(UNSEEN)
        assert (out.checking, out.next, out.feedback.verdict) == (True, None, Verdict.unsure)
        assert (await writer.attempt()).judging is Judging.checking
        assert await ratings(sessions) == []

        await worker.work()

        reply = await writer.reply()
        assert (reply.checking, reply.feedback.verdict) == (False, Verdict.correct)
        assert isinstance(reply.next, ExerciseNext)
        assert len(model.calls("judge_answer")) == 1
        assert set(await ratings(sessions)) == {3}
        [(to, message_id, shown)] = telegram.edited
        assert (to.chat_id, message_id) == (7, PLACE)
        assert shown["text"].startswith("✅")
        assert shown["reply_markup"] is not None
        assert telegram.sent == []

    async def test_counts_as_right_in_the_set_and_the_day(
        self, writer: Writer, worker: Worker, model: Running
    ) -> None:
        model.answers("judge_answer", RIGHT)
        await writer.writes(UNSEEN)
        await worker.work()
        counted = "SELECT answered, set_answered, set_right FROM profiles"
        assert await worker.sql(counted) == [(1, 1, 1)]
        assert await worker.sql("SELECT answered_today, right_today FROM users") == [(1, 1)]

    async def test_that_is_wrong_hears_why_in_its_own_language(
        self,
        backend: Backend,
        sessions: Sessions,
        course: None,
        worker: Worker,
        model: Running,
    ) -> None:
        model.answers("judge_answer", WRONG)
        writer = await a_writer(backend, sessions, native="ru")
        await writer.writes(UNSEEN)
        await worker.work()
        reply = await writer.reply()
        assert reply.feedback.verdict is Verdict.wrong
        assert reply.feedback.because == WRONG["reason_native"]
        assert 1 in await ratings(sessions)
        [asked] = model.calls("judge_answer")
        assert "Russian" in asked.heard.system

    async def test_that_is_wrong_can_be_explained_and_appealed(
        self, writer: Writer, worker: Worker, model: Running
    ) -> None:
        model.answers("judge_answer", WRONG)
        await writer.writes(UNSEEN)
        await worker.work()
        reply = await writer.reply()
        assert reply.feedback.remedies == [Remedy.appeal, Remedy.explain]
        assert (await writer.learner.calls.appeal(reply.attempt_id)).first

    async def test_is_bought_once_for_everybody(
        self, writer: Writer, worker: Worker, model: Running, backend: Backend, sessions: Sessions
    ) -> None:
        model.answers("judge_answer", RIGHT)
        await writer.writes(UNSEEN)
        await worker.work()
        second = await a_writer(backend, sessions, 8)

        out = await second.writes(f"  {UNSEEN.upper()}!")

        assert (out.checking, out.feedback.verdict) == (False, Verdict.correct)
        assert isinstance(out.next, ExerciseNext)
        await worker.work()
        assert len(model.calls()) == 1

    async def test_the_same_message_again_is_the_same_answer(
        self, writer: Writer, worker: Worker, model: Running, telegram: FakeChats
    ) -> None:
        model.answers("judge_answer", RIGHT)
        first = await writer.writes(UNSEEN)
        assert await writer.writes(UNSEEN) == first
        await worker.work()
        again = await writer.writes(UNSEEN)
        assert again.feedback.verdict is Verdict.correct
        assert len(model.calls()) == 1
        assert len(telegram.edited) == 1

    async def test_of_a_known_slip_or_of_no_sense_is_asked_of_nobody(
        self, writer: Writer, worker: Worker, model: Running
    ) -> None:
        out = await writer.writes("dat is goedkoop nummer")
        assert (out.checking, out.feedback.verdict) == (False, Verdict.wrong)
        for words in ("ja hoor", "sdfg kjhg xcvb", "это дёшево номер", "this is good number"):
            nxt = await writer.learner.exercise(go_on=True)
            given = AnswerIn.model_validate({"answer": {"type": "typed", "text": words}})
            out = await writer.learner.calls.answer(nxt.attempt_id, given)
            assert (out.checking, out.feedback.verdict.is_right) == (False, False)
        await worker.work()
        assert model.calls() == []

    async def test_takes_no_word_of_the_learner_meanwhile(self, writer: Writer) -> None:
        await writer.writes(UNSEEN)
        with pytest.raises(Refused) as refused:
            await writer.learner.calls.answer(
                writer.attempt_id, AnswerIn(answer=SelfCheck(right=True))
            )
        assert refused.value.code == "NotUnsure"


class TestFiftyAtOnce:
    async def test_of_the_same_answer_cost_one_call(
        self, backend: Backend, sessions: Sessions, course: None, worker: Worker, model: Running
    ) -> None:
        model.answers("judge_answer", RIGHT, slow=0.5)
        writers = [await a_writer(backend, sessions, subject) for subject in range(100, 150)]

        outs = await asyncio.gather(*(each.writes(UNSEEN) for each in writers))
        assert all(out.checking for out in outs)
        await worker.work()

        replies = [await each.reply() for each in writers]
        assert [each.feedback.verdict for each in replies] == [Verdict.correct] * 50
        assert len(model.calls()) == 1
        assert await worker.sql("SELECT count(*) FROM llm_calls") == [(1,)]


class TestReasons:
    async def test_in_a_further_language_are_bought_once(
        self, backend: Backend, sessions: Sessions, course: None, worker: Worker, model: Running
    ) -> None:
        model.answers("judge_answer", WRONG)
        model.answers("explain_verdict", {"reason": "Тут сказано другое."})
        english = await a_writer(backend, sessions)
        await english.writes(UNSEEN)
        await worker.work()
        assert (await english.reply()).feedback.because == WRONG["reason_english"]

        russians = [await a_writer(backend, sessions, each, native="ru") for each in (20, 21, 22)]
        for each in russians:
            assert (await each.writes(UNSEEN)).checking
        await worker.work()

        told = {(await each.reply()).feedback.because for each in russians}
        assert told == {"Тут сказано другое."}
        assert (len(model.calls("judge_answer")), len(model.calls("explain_verdict"))) == (1, 1)
        last = await a_writer(backend, sessions, 23, native="ru")
        assert (await last.writes(UNSEEN)).feedback.because == "Тут сказано другое."

    async def test_that_cannot_be_had_are_given_in_english(
        self, backend: Backend, sessions: Sessions, course: None, worker: Worker, model: Running
    ) -> None:
        model.answers("judge_answer", WRONG)
        model.fails("explain_verdict", Fault.error)
        english = await a_writer(backend, sessions)
        await english.writes(UNSEEN)
        await worker.work()
        russian = await a_writer(backend, sessions, 8, native="ru")
        await russian.writes(UNSEEN)
        await worker.work()
        reply = await russian.reply()
        assert reply.feedback.verdict is Verdict.wrong
        assert reply.feedback.because == WRONG["reason_english"]

"""A verdict that takes its time: practice goes on meanwhile."""

import pytest

from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.lessons.schemas import ExerciseNext
from infra.local.llm.running import Running
from tests.workers.judging.conftest import (
    PLACE,
    RIGHT,
    UNSEEN,
    Worker,
    Writer,
    ratings,
)
from tests.workers.telegram import FakeChats


class TestASlowVerdict:
    @pytest.fixture
    async def let_go(self, writer: Writer, worker: Worker, model: Running) -> Writer:
        """Four seconds have passed; the verdict is still looked for."""
        model.answers("judge_answer", RIGHT)
        await writer.writes(UNSEEN)
        waiting = (
            "UPDATE jobs SET run_at = now() + interval '1 hour' WHERE kind LIKE '%JudgeAnswer'"
        )
        await worker.sql(waiting)
        await worker.skip("LetGo")
        return writer

    async def test_lets_practice_go_on_in_the_same_message(
        self, let_go: Writer, telegram: FakeChats, sessions: Sessions
    ) -> None:
        reply = await let_go.reply()
        assert reply.checking
        assert isinstance(reply.next, ExerciseNext)
        [(_, message_id, shown)] = telegram.edited
        assert message_id == PLACE
        assert shown["text"].startswith("⏳")
        assert await ratings(sessions) == []
        assert (await let_go.learner.exercise()).attempt_id == reply.next.exercise.attempt_id

    async def test_comes_later_as_a_short_quiet_message_and_counts_once(
        self, let_go: Writer, worker: Worker, telegram: FakeChats, sessions: Sessions
    ) -> None:
        opened = (await let_go.reply()).next
        await worker.skip("JudgeAnswer")

        reply = await let_go.reply()
        assert (reply.feedback.verdict, reply.next) == (Verdict.correct, opened)
        assert len(telegram.edited) == 1
        [(_, told)] = telegram.sent
        assert told["disable_notification"] is True
        assert UNSEEN in told["text"]
        assert told["reply_markup"] is None
        assert set(await ratings(sessions)) == {3}
        assert await worker.sql("SELECT set_right FROM profiles") == [(1,)]

    async def test_that_never_comes_costs_nothing_and_a_good_answer_is_shown(
        self, let_go: Writer, worker: Worker, telegram: FakeChats, sessions: Sessions
    ) -> None:
        await worker.skip("GiveUpJudging")
        reply = await let_go.reply()
        assert (reply.checking, reply.feedback.verdict) == (False, Verdict.unsure)
        assert isinstance(reply.next, ExerciseNext)
        [(_, told)] = telegram.sent
        about, unsure, good, *_ = told["text"].splitlines()
        assert about.startswith("About your")
        assert unsure.startswith("🤔")
        assert good == f"One good answer: {reply.feedback.right}"
        assert await ratings(sessions) == []
        await worker.skip("JudgeAnswer")
        assert (await let_go.attempt()).verdict is Verdict.unsure

    async def test_the_learner_may_go_on_at_once(
        self, writer: Writer, worker: Worker, model: Running, telegram: FakeChats
    ) -> None:
        model.answers("judge_answer", RIGHT)
        await writer.writes(UNSEEN)
        to = await writer.learner.calls.let_go(writer.attempt_id)
        assert to.checking
        assert isinstance(to.next, ExerciseNext)
        assert await writer.learner.calls.let_go(writer.attempt_id) == to
        await worker.work()
        assert telegram.edited == []
        assert len(telegram.sent) == 1

    async def test_of_a_learner_who_went_on_by_themselves_stands_alone_in_its_message(
        self, writer: Writer, worker: Worker, model: Running, telegram: FakeChats
    ) -> None:
        model.answers("judge_answer", RIGHT)
        await writer.writes(UNSEEN)
        opened = await writer.learner.exercise()
        await worker.skip("LetGo")
        reply = await writer.reply()
        assert (reply.feedback.verdict, reply.next) == (Verdict.correct, None)
        [(_, message_id, shown)] = telegram.edited
        assert message_id == PLACE
        assert shown["reply_markup"] is None
        assert telegram.sent == []
        assert (await writer.learner.exercise()).attempt_id == opened.attempt_id

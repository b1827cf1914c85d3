"""When the time of an answer is over, what is known of it counts."""

from backend.client import Backend
from backend.db import Sessions
from backend.exercises.grading import Verdict
from infra.local.llm.running import Running
from tests.workers.judging.conftest import UNSEEN, WRONG, Worker, a_writer


async def test_a_reason_that_takes_too_long_keeps_nobody_from_the_verdict(
    backend: Backend, sessions: Sessions, course: None, worker: Worker, model: Running
) -> None:
    model.answers("judge_answer", WRONG)
    english = await a_writer(backend, sessions)
    await english.writes(UNSEEN)
    await worker.work()
    russian = await a_writer(backend, sessions, 8, native="ru")
    await russian.writes(UNSEEN)
    [looks_it_up] = await worker.due()
    await worker.runner.run(looks_it_up)
    await worker.hold("ExplainVerdict")
    await worker.skip("GiveUpJudging")
    reply = await russian.reply()
    assert (reply.checking, reply.feedback.verdict) == (False, Verdict.wrong)
    assert reply.feedback.because == WRONG["reason_english"]

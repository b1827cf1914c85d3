"""Workers that die at any moment: each answer has its verdict once, and is told of once."""

import asyncio
import random

import pytest

from backend.client import Backend
from backend.db import Sessions
from backend.exercises.grading import Verdict
from infra.local.llm.running import Running
from tests.workers.judging.conftest import RIGHT, UNSEEN, Worker, a_writer
from tests.workers.telegram import FakeChats

WRITERS = 8
ROUNDS = 12


async def run_and_kill(worker: Worker, chance: random.Random) -> None:
    """All that is due is begun, and cut off somewhere; what was cut off is to be done again."""
    running = [asyncio.create_task(worker.runner.run(id)) for id in await worker.due()]
    for task in running:
        asyncio.get_running_loop().call_later(chance.uniform(0, 0.3), task.cancel)
    await asyncio.gather(*running, return_exceptions=True)
    # Whoever was killed gives nothing back: its lease runs out.
    await worker.sql(
        "UPDATE jobs SET state = 'queued', lease_token = NULL, lease_until = NULL, attempts = 0"
        " WHERE state = 'running'"
    )


@pytest.mark.parametrize("seed", range(3))
async def test_at_any_moment_leave_everything_once(
    seed: int,
    backend: Backend,
    sessions: Sessions,
    course: None,
    worker: Worker,
    model: Running,
    telegram: FakeChats,
) -> None:
    model.answers("judge_answer", RIGHT, slow=0.05)
    chance = random.Random(seed)
    writers = [await a_writer(backend, sessions, 100 + n) for n in range(WRITERS)]
    for number, writer in enumerate(writers):
        await writer.writes(f"{UNSEEN} {'x' * (number % 3 + 1)}")
    await worker.sql("UPDATE jobs SET run_at = now()")

    for _ in range(ROUNDS):
        await run_and_kill(worker, chance)
    await worker.work()

    verdicts = await worker.sql(
        "SELECT verdict, judging FROM attempts WHERE answered_at IS NOT NULL"
    )
    # What was let go, or given up, before its verdict came is as good an end.
    assert {verdict for verdict, _ in verdicts} <= {Verdict.correct, Verdict.unsure}
    assert {judging for _, judging in verdicts} == {None}
    twice = "SELECT attempt_id, point_id FROM reviews GROUP BY 1, 2 HAVING count(*) > 1"
    assert await worker.sql(twice) == []
    rated = "SELECT count(DISTINCT attempt_id) FROM reviews"
    right = sum(verdict == "correct" for verdict, _ in verdicts)
    assert await worker.sql(rated) == [(right,)]
    assert await worker.sql("SELECT sum(right_today) FROM users") == [(right,)]
    told = [to.chat_id for to, _ in telegram.sent]
    assert len(told) == len(set(told))

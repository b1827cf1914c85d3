"""What waited for a verdict is forgotten when nothing is told of it any more."""

import pytest
from sqlalchemy import text

from backend.client import Backend
from backend.db import Sessions, transaction
from backend.judging import forgetting
from backend.judging.jobs import ForgetJudgements
from backend.judging.repository import FORGET
from backend.kit.clock import utc_now
from backend.queue import Silent, enqueue
from infra.local.llm.running import Running
from tests.workers.judging.conftest import RIGHT, Worker, a_writer

AGO = """UPDATE judgements SET settled_at = now() - make_interval(hours => :hours)
 WHERE attempt_id = :id"""

# What each wrote, and how many hours ago it had its verdict.
SETTLED = {"prima": 1, "fijn": 47, "mooi": 49, "leuk": 50, "knap": 51, "apart": 500, "nieuw": None}


async def test_batch_after_batch_but_never_what_still_waits(
    backend: Backend,
    sessions: Sessions,
    course: None,
    worker: Worker,
    model: Running,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 2)
    model.answers("judge_answer", RIGHT)
    kept = []
    for number, (word, hours) in enumerate(SETTLED.items()):
        writer = await a_writer(backend, sessions, 100 + number)
        await writer.writes(f"dit is een {word} nummer")
        if hours is None:
            await worker.hold("JudgeAnswer")
        await worker.work()
        if hours is not None:
            await worker.sql(AGO, id=writer.attempt_id, hours=hours)
        if hours is None or hours < 48:
            kept.append(writer)

    async with transaction(sessions, Silent()) as session:
        await enqueue(session, ForgetJudgements())
    await worker.work()

    ids = await worker.sql("SELECT attempt_id FROM judgements ORDER BY attempt_id")
    assert ids == [(each.attempt_id,) for each in kept]
    unfinished = "SELECT count(*) FROM jobs WHERE kind LIKE '%Forget%' AND state <> 'done'"
    assert await worker.sql(unfinished) == [(0,)]
    await worker.skip("JudgeAnswer")
    assert (await kept[-1].reply()).feedback.verdict.is_right


async def test_reads_the_oldest_by_their_index(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(text("SET LOCAL enable_seqscan = off"))
        plan = text(f"EXPLAIN {FORGET.text}")
        found = await session.execute(plan, {"before": utc_now(), "most": 10})
        assert any("ix_judgements_settled" in line for line in found.scalars())

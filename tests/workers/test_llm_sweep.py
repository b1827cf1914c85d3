"""What a killed worker had reserved for a call comes back."""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from prometheus_client import CollectorRegistry

from backend.kit import clock
from backend.llm.jobs import SweepLlm
from backend.settings import Settings
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.workers.conftest import BRISK, Ask, See, Sql
from workers.context import Resources
from workers.handlers import llm
from workers.metrics import Metrics
from workers.registry import handlers_in
from workers.runner import Runner

ROOT = Path(__file__).parents[2]
ASKS = """
import asyncio
from prometheus_client import CollectorRegistry
from backend.db import create_engine, create_sessions
from backend.settings import Settings
import backend.users.models
from tests.backend.llm.asking import Finding, asked
from workers import models

async def main():
    settings = Settings()
    engine = create_engine(settings.database_url.get_secret_value())
    sessions, registry = create_sessions(engine), CollectorRegistry()
    async with models.desk(settings, sessions, registry, slots=1) as desk:
        await desk.ask(asked(), Finding)

asyncio.run(main())
"""
OPEN = "SELECT outcome FROM llm_calls"
RESERVED = "SELECT reserved > 0 FROM llm_budgets WHERE scope = 'all'"


def asking(settings: Settings, model: Running) -> subprocess.Popen[bytes]:
    environment = {
        "PARLEY_DATABASE_URL": settings.database_url.get_secret_value(),
        "PARLEY_REDIS_URL": settings.redis_url.get_secret_value(),
        "PARLEY_BACKEND_TOKEN": settings.backend_token.get_secret_value(),
        "PARLEY_LLM_BASE_URL": model.url,
        "PARLEY_LLM_API_KEY": model.key,
        "PARLEY_LLM_MODEL": "parley-small",
    }
    return subprocess.Popen(
        [sys.executable, "-c", ASKS], env={**os.environ, **environment}, cwd=ROOT
    )


async def test_a_killed_process_leaves_its_money_for_a_few_minutes_only(
    resources: Resources, settings: Settings, model: Running, ask: Ask, see: See, sql: Sql
) -> None:
    runner = Runner(resources, handlers_in(llm), BRISK, Metrics(CollectorRegistry()))
    model.fails("judge_answer", Fault.hang)
    process = asking(settings, model)
    try:
        for _ in range(600):
            if model.calls() or process.poll() is not None:
                break
            await asyncio.sleep(0.1)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    assert (await sql(OPEN), await sql(RESERVED)) == ([("open",)], [(True,)])

    await runner.run(await ask(SweepLlm()))
    assert (await sql(OPEN), await sql(RESERVED)) == ([("open",)], [(True,)])
    try:
        clock.shift(timedelta(minutes=6).total_seconds())
        await runner.run(id := await ask(SweepLlm()))
    finally:
        clock.shift(0)
    assert (await sql(OPEN), await sql(RESERVED)) == ([("lost",)], [(False,)])
    assert (await see(id)).state == "done"


async def test_calls_of_months_ago_are_forgotten(resources: Resources, ask: Ask, sql: Sql) -> None:
    runner = Runner(resources, handlers_in(llm), BRISK, Metrics(CollectorRegistry()))
    for days in (1, 100):
        await sql(
            """INSERT INTO llm_calls (at, role, prompt, prompt_version, model, outcome, reserved,
                 lapses_at) VALUES (now() - :days * interval '1 day', 'judge', 'p', 1, :model,
                 'answered', 0, now())""",
            days=days,
            model=f"of {days}",
        )
        await sql(
            """INSERT INTO llm_budgets (day, scope, most)
               VALUES (current_date - CAST(:days AS int), 'all', 1)""",
            days=days,
        )
    await runner.run(await ask(SweepLlm()))
    assert await sql("SELECT model FROM llm_calls") == [("of 1",)]
    assert await sql("SELECT count(*) FROM llm_budgets") == [(1,)]

"""However calls go wrong, and however many at once: a row for each, and the sums agree."""

import asyncio
import random

import pytest
from sqlalchemy import text

from backend.db import Sessions
from backend.llm.asking import Asked, Line, LlmError, Prompt, Replied, Role
from backend.llm.breaker import Breaker
from backend.llm.roles import Manner
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.llm.asking import RIGHT, Finding
from tests.llm import LARGE, a_desk

SEEDS = (1, 2, 3)
QUESTIONS = 60
HASTY = {role: Manner(0.5, 200, patience=0.6, deadline=6.0) for role in Role}


def asked(number: int, role: Role) -> Asked:
    return Asked(role, Prompt("say", 1, "Task: say\nSay."), (Line("user", f"No. {number}."),))


@pytest.mark.parametrize("seed", SEEDS)
async def test_every_attempt_has_one_row_and_no_money_is_left_reserved(
    sessions: Sessions, model: Running, seed: int
) -> None:
    chance = random.Random(seed)
    model.answers("say", RIGHT)
    for number in range(QUESTIONS):
        if chance.random() < 0.6:
            fault, times = chance.choice(list(Fault)), chance.randint(1, 3)
            model.fails("say", fault, contains=f"No. {number}.", times=times)
    roles = [chance.choice(list(Role)) for _ in range(QUESTIONS)]
    never = Breaker(most=10_000)
    async with a_desk(
        sessions, model, fallback=LARGE, manners=HASTY, slots=20, breaker=never
    ) as desk:
        ends = await asyncio.gather(
            *[desk.ask(asked(number, role), Finding) for number, role in enumerate(roles)],
            return_exceptions=True,
        )
    assert all(isinstance(one, Replied | LlmError) for one in ends)
    async with sessions() as session:
        rows = (await session.execute(text("SELECT outcome, cost, role FROM llm_calls"))).all()
        budgets = (
            await session.execute(text("SELECT scope, spent, reserved FROM llm_budgets"))
        ).all()
    assert len(rows) == len(model.calls())
    assert sum(isinstance(one, Replied) for one in ends) == sum(
        row.outcome == "answered" for row in rows
    )
    spent = {row.scope: row.spent for row in budgets}
    assert spent["all"] == sum(row.cost for row in rows)
    for role in set(roles):
        assert spent[f"role:{role}"] == sum(row.cost for row in rows if row.role == role)
    assert {row.reserved for row in budgets} == {0}

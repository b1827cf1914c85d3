"""`make eval`: the golden sets before a real model, by the settings of the product.

It says first how many calls it is about to make and what they may cost; PARLEY_LLM_BUDGET_DAY ends
it, as it ends the product. One figure a line, as JSON; progress on standard error.
"""

import asyncio
import sys

from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from sqlalchemy import text

from backend.db import Sessions, create_engine, create_sessions
from backend.llm.prices import Price
from backend.settings import Settings
from tests.conftest import TOKEN, migrate
from tests.evals import judging, sets
from tests.evals.report import printed
from tests.evals.running import evaluate
from tests.servers import a_postgres
from workers.models import desk

MISSING = "make eval asks a real model: PARLEY_LLM_API_KEY and PARLEY_LLM_MODEL are missing"
CRITIC = 2.5  # calls for a draft, about
TOKENS = (1_100, 120)  # of a call, in and out, about


def main() -> None:
    settings = Settings(
        database_url=SecretStr("none"), redis_url=SecretStr("none"), backend_token=SecretStr(TOKEN)
    )
    if not settings.llm_configured:
        print(MISSING, file=sys.stderr)
        return
    _announce(settings)
    with a_postgres(durable=False) as server:
        url = server.create_database("evals")
        migrate(url)
        asyncio.run(_run(settings, url))


def _announce(settings: Settings) -> None:
    asked = sum(judging.posed(golden).is_open for golden in sets.answers())
    calls = asked + len(sets.talks()) + CRITIC * len(sets.drafts())
    price = settings.llm_prices.by_model
    cost = calls * _cost(price.get(settings.llm_model) or price["*"])
    print(
        f"about {calls:.0f} calls of {settings.llm_model}, {cost:.2f} dollars;"
        f" no more than {settings.llm_budget_day:.2f}",
        file=sys.stderr,
    )


def _cost(price: Price) -> float:
    taken, given = TOKENS
    return (taken * price.input + given * price.output) / 1_000_000


async def _run(settings: Settings, url: str) -> None:
    engine = create_engine(url)
    sessions = create_sessions(engine)
    slots = settings.llm_slots
    async with desk(settings, sessions, CollectorRegistry(), slots=slots) as llm:
        await evaluate(llm, printed, at_once=slots)
    await _bill(sessions)
    await engine.dispose()


async def _bill(sessions: Sessions) -> None:
    ledger = text(
        """SELECT prompt, count(*), sum(input_tokens), sum(output_tokens), sum(cost)
             FROM llm_calls GROUP BY prompt ORDER BY prompt"""
    )
    async with sessions() as session:
        for prompt, calls, taken, given, cost in await session.execute(ledger):
            printed(prompt, "calls", calls)
            printed(prompt, "tokens in", float(taken))
            printed(prompt, "tokens out", float(given))
            printed(prompt, "dollars", float(cost) / 1_000_000)


if __name__ == "__main__":
    main()

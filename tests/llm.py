"""A model for tests: the project's own OpenAI-shaped server, scripted anew by each test.

    async def test_…(model: Running, llm: Desk):
        model.answers("judge_answer", {"meaning": "yes"})
        model.fails("judge_answer", Fault.error, times=1)
        …
        assert len(model.calls("judge_answer")) == 2

`llm` is a real `Desk` with the real SDK on the shared database. Where it shall have other limits,
`async with a_desk(sessions, model, …) as llm`.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager

import pytest
from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from backend.db import Sessions
from backend.gateways.llm import OpenAiModels
from backend.llm.asking import Role
from backend.llm.booking import Books, Limits
from backend.llm.breaker import Breaker
from backend.llm.caller import Caller
from backend.llm.choosing import Choice, Crew
from backend.llm.metrics import Metrics
from backend.llm.prices import Price, Prices
from backend.llm.roles import MANNERS, Manner
from backend.llm.service import Desk
from infra.local.llm.running import Running, running

SMALL, LARGE = "parley-small", "parley-large"
PRICES = Prices({"*": Price(input=1, cached=0.5, output=4)})
RICH = Limits(learner=100, day=1000, roles={})


@pytest.fixture(scope="session")
def model_server() -> Iterator[Running]:
    with running() as server:
        yield server


@pytest.fixture
def model(model_server: Running) -> Running:
    """Nothing scripted, nothing called."""
    model_server.reset()
    return model_server


@asynccontextmanager
async def a_desk(
    sessions: Sessions,
    model: Running,
    *,
    usual: str = SMALL,
    fallback: str = "",
    limits: Limits = RICH,
    manners: Mapping[Role, Manner] = MANNERS,
    slots: int = 8,
    breaker: Breaker | None = None,
    registry: CollectorRegistry | None = None,
) -> AsyncIterator[Desk]:
    gateway = OpenAiModels(model.url, SecretStr(model.key))
    metrics = Metrics(registry or CollectorRegistry())
    choice = Choice(Crew(usual, fallback), metrics, breaker or Breaker())
    caller = Caller(gateway, Books(sessions, PRICES, limits), choice, metrics)
    try:
        yield Desk(caller, choice, slots=slots, manners=manners)
    finally:
        await caller.aclose()
        await gateway.aclose()


@pytest.fixture
async def llm(sessions: Sessions, model: Running) -> AsyncIterator[Desk]:
    async with a_desk(sessions, model) as desk:
        yield desk

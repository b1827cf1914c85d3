"""Whom this process asks when it asks a model."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prometheus_client import CollectorRegistry

from backend.db import Sessions
from backend.gateways.llm import OpenAiModels
from backend.llm.asking import Llm
from backend.llm.booking import Books, Limits
from backend.llm.breaker import Breaker
from backend.llm.caller import Caller
from backend.llm.choosing import Choice, Crew
from backend.llm.metrics import Metrics
from backend.llm.service import Desk, NoLlm
from backend.settings import Settings


@asynccontextmanager
async def desk(
    settings: Settings, sessions: Sessions, registry: CollectorRegistry, *, slots: int
) -> AsyncIterator[Llm]:
    """The desk that the settings describe; where they name no model, one that says so.

    At most `slots` questions are under way at it: as many as there may be jobs that ask.
    """
    if not settings.llm_configured or settings.llm_api_key is None:
        yield NoLlm()
        return
    gateway = OpenAiModels(settings.llm_base_url, settings.llm_api_key, strict=settings.llm_strict)
    metrics = Metrics(registry)
    crew = Crew(settings.llm_model, settings.llm_fallback_model, settings.llm_models)
    choice = Choice(crew, metrics, Breaker())
    books = Books(sessions, settings.llm_prices, limits(settings))
    caller = Caller(gateway, books, choice, metrics)
    try:
        yield Desk(caller, choice, slots=slots)
    finally:
        await caller.aclose()
        await gateway.aclose()


def limits(settings: Settings) -> Limits:
    return Limits(
        learner=settings.llm_budget_learner,
        day=settings.llm_budget_day,
        roles=settings.llm_budgets,
    )

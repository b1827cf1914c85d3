"""The API: routes, the shape of refusals, and what the application holds while it runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from random import Random

from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import Depends, FastAPI

from backend import health, problems
from backend.admin.endpoints import router as admin
from backend.appeals.endpoints import router as appeals
from backend.attempts.endpoints import router as attempts
from backend.db import create_engine, create_sessions
from backend.deps import State, authenticated
from backend.direct import create_pool
from backend.edge import Edge
from backend.exercises.endpoints import router as exercises
from backend.exercises.tongues.lexicon import forms
from backend.explaining.endpoints import router as explaining
from backend.gateways.arq_queue import ArqQueue
from backend.gateways.grammar import Grammar, installed
from backend.lessons.endpoints import router as lessons
from backend.links.endpoints import router as links
from backend.metrics import BUILD
from backend.quality.endpoints import router as quality
from backend.reading.endpoints import router as reading
from backend.recordings.endpoints import router as recordings
from backend.reports.endpoints import router as reports
from backend.settings import Settings
from backend.spoken.endpoints import router as spoken
from backend.storing import storage_of
from backend.tutor.endpoints import router as tutor
from backend.tutor.scenarios import scenarios_of
from backend.users.endpoints import router as users
from backend.words.endpoints import router as words

REQUEST_ID = "X-Request-ID"
LONGEST_ID = 64
TAUGHT = ("en", "nl", "bg", "sr")  # a further language reads its list when it is first asked for
SESSIONS = 10  # connections for everything but presses, which have a pool of their own


@asynccontextmanager
async def holding(settings: Settings) -> AsyncIterator[State]:
    """Connections for as long as the application runs."""
    url = settings.database_url.get_secret_value()
    engine = create_engine(url, pool_size=SESSIONS)
    queue = ArqQueue(settings.redis_url.get_secret_value())
    try:
        async with create_pool(url) as pool, storage_of(settings) as storage:
            grammar = await asyncio.to_thread(_read_lists)
            yield State(
                settings=settings,
                sessions=create_sessions(engine),
                pool=pool,
                queue=queue,
                chance=Random(),
                grammar=grammar,
                storage=storage,
            )
    finally:
        await queue.aclose()
        await engine.dispose()


@cache
def _read_lists() -> Grammar:
    """What would else be read on the way of the first typed answer: half a second of it."""
    for language in TAUGHT:
        forms(language)
        scenarios_of(language)
    return installed()


def create_app(settings: Settings) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[State]:
        async with holding(settings) as state:
            yield state

    app = FastAPI(
        title="Parley", version=settings.release, lifespan=lifespan, redirect_slashes=False
    )
    # Routes are tried in turn: those of a press come first.
    first = (attempts, users, exercises, lessons, quality, links, reports, reading, words)
    for router in (*first, appeals, explaining, spoken, recordings, tutor, admin):
        # One by one, since every request walks through every level of nested routers.
        app.include_router(router, prefix="/api/v1", dependencies=[Depends(authenticated)])
    app.include_router(health.router)
    problems.install(app)
    app.add_middleware(Edge)
    # Outermost, so that every line of log and every reply carries the id of the request.
    app.add_middleware(
        CorrelationIdMiddleware, header_name=REQUEST_ID, validator=_plain, transformer=_short
    )
    BUILD.info({"version": settings.release})
    return app


def _plain(id: str) -> bool:
    return id.isascii() and id.replace("-", "").isalnum() and len(id) <= LONGEST_ID


def _short(id: str) -> str:
    return id[:LONGEST_ID]

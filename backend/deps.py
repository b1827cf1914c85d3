"""What an endpoint may ask for. The only module that ties FastAPI to the database."""

import hmac
import re
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from random import Random
from typing import Annotated, TypedDict

from fastapi import Depends, Path, Request
from sqlalchemy.ext.asyncio import AsyncSession

from backend.db import Sessions, direct_transaction, transaction
from backend.direct import Direct, Pool
from backend.errors import Unauthenticated, Unprocessable
from backend.gateways.grammar import Grammar
from backend.gateways.storage import Storage
from backend.kit.actor import Actor
from backend.kit.clock import utc_now
from backend.queue import Queue
from backend.settings import Settings

_ACTOR = re.compile(r"(telegram):([0-9]{1,20})")
_BOT = re.compile(r"[1-9][0-9]{0,14}")
BIGGEST_ID = 2**63 - 1

Id = Annotated[int, Path(ge=1, le=BIGGEST_ID)]


class State(TypedDict):
    """What the application holds while it runs; `request.state` has it by attribute."""

    settings: Settings
    sessions: Sessions
    pool: Pool
    queue: Queue
    chance: Random
    grammar: Grammar
    storage: Storage


async def _transaction(request: Request) -> AsyncIterator[AsyncSession]:
    async with transaction(request.state.sessions, request.state.queue) as session:
        yield session


def pressing(request: Request) -> AbstractAsyncContextManager[Direct]:
    """The transaction of a press. Opened by the endpoint itself: as a dependency it would cost a
    twentieth of the whole answer more.
    """
    return direct_transaction(request.state.pool, request.state.queue)


async def authenticated(request: Request) -> None:
    """Only our own bots call: they show the shared token. Compared as bytes, in constant time."""
    given = request.headers.get("authorization", "").encode()
    token = request.state.settings.backend_token.get_secret_value()
    if not hmac.compare_digest(given, f"Bearer {token}".encode()):
        raise Unauthenticated("the Authorization header does not carry the backend's token")


async def acting(request: Request) -> Actor:
    """Read here rather than declared, since every press pays for each declared header."""
    actor = _ACTOR.fullmatch(request.headers.get("x-actor", ""))
    bot = _BOT.fullmatch(request.headers.get("x-bot", ""))
    if actor is None or bot is None:
        raise Unprocessable("X-Actor must be telegram:<id>, and X-Bot the id of the bot")
    return Actor(provider=actor[1], subject=actor[2], bot_id=int(bot[0]))


async def _now() -> datetime:
    return utc_now()


async def _settings(request: Request) -> Settings:
    settings: Settings = request.state.settings
    return settings


# scope="function": commit before the response leaves, so that the next press reads it.
Tx = Annotated[AsyncSession, Depends(_transaction, scope="function")]
Acting = Annotated[Actor, Depends(acting)]
Now = Annotated[datetime, Depends(_now)]
Configured = Annotated[Settings, Depends(_settings)]

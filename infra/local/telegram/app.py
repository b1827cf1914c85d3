"""Putting the server together."""

import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from aiohttp import web

from infra.local.telegram.bot_api.server import BotApi
from infra.local.telegram.config import Settings
from infra.local.telegram.context import Context
from infra.local.telegram.people_api.guard import LOOPBACK, add_security_headers, guard
from infra.local.telegram.people_api.server import PeopleApi, refusals

CONTEXT = web.AppKey("context", Context)
MULTIPART_OVERHEAD = 1024 * 1024


def create_app(
    settings: Settings,
    data: Path,
    *,
    host: str = "127.0.0.1",
    clock: Callable[[], float] = time.time,
) -> web.Application:
    """The whole server. `data` holds its state; `clock` gives Unix seconds."""
    ctx = Context(settings, data, clock)
    bots = BotApi(ctx)
    app = web.Application(
        client_max_size=settings.limits.upload + MULTIPART_OVERHEAD,
        middlewares=[guard(LOOPBACK | {host}), refusals],
    )
    app[CONTEXT] = ctx
    app.router.add_routes([*bots.routes(), *PeopleApi(ctx).routes()])
    app.on_response_prepare.append(add_security_headers)

    async def life(_: web.Application) -> AsyncIterator[None]:
        await bots.couriers.start()
        yield
        await bots.couriers.stop()
        ctx.close()

    async def end_streams(_: web.Application) -> None:
        ctx.broadcast.close()
        bots.close()

    app.cleanup_ctx.append(life)
    app.on_shutdown.append(end_streams)
    return app

"""`GET /api/events?since=<change>`: server-sent events with catch-up.

Events: `changes` (messages, chats, people after the cursor; its id is the new cursor), `action`,
`answer` (to a press), `profile` (of a bot). A reconnecting browser sends the last id by itself.
"""

import asyncio
import json
import re
from contextlib import suppress
from typing import Any

from aiohttp import web

from infra.local.telegram.context import Context
from infra.local.telegram.people_api.broadcast import Listener
from infra.local.telegram.people_api.shapes import changes

PING_EVERY = 15
# One burst of changes becomes one event: a page need not draw more often.
GATHER = 0.02
NUMBER = re.compile(r"[0-9]{1,15}")


async def events(ctx: Context, request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    await response.prepare(request)
    with ctx.broadcast.listening() as listener, suppress(ConnectionError):
        await response.write(b"retry: 1000\n\n")
        await _tell(ctx, response, listener, _cursor(request))
    return response


def _cursor(request: web.Request) -> int:
    raw = request.headers.get("Last-Event-ID") or request.query.get("since", "0")
    return int(raw) if NUMBER.fullmatch(raw) else 0


async def _tell(
    ctx: Context, response: web.StreamResponse, listener: Listener, cursor: int
) -> None:
    while not ctx.broadcast.closed:
        listener.awake.clear()
        if ctx.store.db.last_change() != cursor:
            found = changes(ctx, cursor)
            cursor = found["change"]
            await response.write(_event("changes", found, cursor))
        while listener.signals:
            signal = listener.signals.popleft()
            await response.write(_event(signal["event"], signal["data"]))
        await _news(response, listener)


async def _news(response: web.StreamResponse, listener: Listener) -> None:
    try:
        async with asyncio.timeout(PING_EVERY):
            await listener.awake.wait()
    except TimeoutError:
        await response.write(b": ping\n\n")
        return
    await asyncio.sleep(GATHER)


def _event(name: str, data: dict[str, Any], cursor: int | None = None) -> bytes:
    number = "" if cursor is None else f"id: {cursor}\n"
    return f"{number}event: {name}\ndata: {json.dumps(data)}\n\n".encode()

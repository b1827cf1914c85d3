"""What leaves the house when something crashes, as a real receiver gets it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

ROOT = Path(__file__).parents[2]
TOKEN = "123456:" + "A" * 35
CRASH = f"""
import asyncio, sys
import sentry_sdk
from aiogram.utils.formatting import Text
from pydantic import SecretStr
from backend.crashes import report_crashes
from backend.gateways.telegram import Address, Rejected, connect
from bot.screen import Screen

async def main(here):
    gateway = connect("{TOKEN}", here)
    try:
        await gateway.send(Address(123456, 7), Screen(Text("hello")))
    except Rejected as error:
        sentry_sdk.capture_exception(error)
    sentry_sdk.capture_exception(ValueError("no reply from {TOKEN}"))
    await gateway.aclose()

here, *dsn = sys.argv[1:]
report_crashes(SecretStr(*dsn) if dsn else None, release="1.2.3")
asyncio.run(main(here))
sentry_sdk.flush(10)
"""


@asynccontextmanager
async def receiving() -> AsyncIterator[tuple[int, list[bytes]]]:
    """A port that refuses the Bot API's calls and takes Sentry's, and what came from those."""
    received: list[bytes] = []

    async def receive(request: web.Request) -> web.Response:
        if request.path.startswith("/api/"):
            received.append(await request.read())
            return web.Response()
        body = {"ok": False, "error_code": 400, "description": "Bad Request"}
        return web.json_response(body, status=400)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", receive)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1], received
    await runner.cleanup()


async def crash(*arguments: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-c", CRASH, *arguments, cwd=ROOT
    )
    async with asyncio.timeout(60):
        assert await process.wait() == 0


class TestAReport:
    async def test_tells_the_error_and_the_release_and_never_the_token(self) -> None:
        async with receiving() as (port, received):
            await crash(f"http://127.0.0.1:{port}", f"http://key@127.0.0.1:{port}/1")
        said = b"".join(received)
        assert b"no reply from ***" in said
        assert b"Rejected" in said
        assert b"1.2.3" in said
        assert TOKEN.encode() not in said

    async def test_is_not_sent_where_nothing_is_configured(self) -> None:
        async with receiving() as (port, received):
            await crash(f"http://127.0.0.1:{port}")
        assert received == []

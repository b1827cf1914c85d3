"""A webhook receiver that answers as a test wants."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass
class Receiver:
    """`answers` are used up one by one, the last one stays. `hold` delays every answer."""

    url: str = ""
    updates: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answers: list[Callable[[], web.Response]] = field(default_factory=lambda: [web.Response])
    hold: asyncio.Event | None = None
    busy: int = 0
    busiest: int = 0

    async def receive(self, request: web.Request) -> web.Response:
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        self.updates.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if self.hold:
            await self.hold.wait()
        self.busy -= 1
        return answer()

    def texts(self) -> list[str]:
        return [one["message"]["text"] for one in self.updates if "message" in one]


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiver
    finally:
        if receiver.hold:
            receiver.hold.set()
        await runner.cleanup()

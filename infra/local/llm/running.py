"""The server inside another program: on a thread of its own, so that it answers whoever waits."""

import asyncio
import re
import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from aiohttp import web

from infra.local.llm.asking import Heard
from infra.local.llm.config import KEY, LOOPBACK, MODELS, base_url
from infra.local.llm.journal import Call
from infra.local.llm.script import Fault, Reply, Rule, Said, Script
from infra.local.llm.server import Chat

_PATIENCE = 10.0  # seconds to start, and to stop


class Running:
    """A running server. `url` is what a client takes as its base URL, `key` what it shows.

    Scripts may be changed at any time, from any thread.
    """

    def __init__(self, chat: Chat, url: str) -> None:
        self._chat = chat
        self.url = url
        self.key = KEY
        self.models = MODELS

    def answers(
        self,
        task: str | None,
        *replies: Reply,
        contains: str | None = None,
        matches: str | None = None,
        slow: float = 0.0,
        drip: float = 0.0,
        times: int | None = None,
    ) -> None:
        """Have calls of a task answered: in turn, the last one again and again.

        A reply is a dict (sent as JSON), a text, or a function of what was `Heard` that returns
        one of them. Newer scripts go before older ones.
        """
        pattern = re.compile(matches) if matches is not None else None
        self._chat.script.add(
            Rule(task, contains, pattern, replies, slow=slow, drip=drip, times=times)
        )

    def fails(
        self,
        task: str | None,
        fault: Fault,
        *,
        contains: str | None = None,
        times: int | None = None,
        retry_after: float | None = None,
        slow: float = 0.0,
    ) -> None:
        """Have calls of a task go wrong. What is spoilt is what an older script answers."""
        self._chat.script.add(
            Rule(task, contains, fault=fault, slow=slow, retry_after=retry_after, times=times)
        )

    def calls(self, task: str | None = None) -> list[Call]:
        """Every HTTP call that reached us and could be read, oldest first."""
        return self._chat.journal.calls(task)

    def reset(self) -> None:
        self._chat.script.reset()
        self._chat.journal.clear()


@contextmanager
def running(
    *,
    port: int = 0,
    models: Collection[str] = MODELS,
    otherwise: Callable[[Heard], Said | None] = lambda _: None,
) -> Iterator[Running]:
    """Serve until the block ends. Port 0: the kernel chooses."""
    started: Future[Running] = Future()
    stop = threading.Event()

    async def serve() -> None:
        chat = Chat(Script(otherwise), key=KEY, models=models)
        runner = await start(chat, port)
        try:
            started.set_result(Running(chat, base_url(runner.addresses[0][1])))
            await asyncio.to_thread(stop.wait)
        finally:
            await runner.cleanup()

    def work() -> None:
        try:
            asyncio.run(serve())
        except Exception as error:  # told to the one who waits for us to start
            if started.done():
                raise
            started.set_exception(error)

    thread = threading.Thread(target=work, name="local-llm", daemon=True)
    thread.start()
    try:
        yield started.result(_PATIENCE)
    finally:
        stop.set()
        thread.join(_PATIENCE)


async def start(chat: Chat, port: int, *, host: str = LOOPBACK) -> web.AppRunner:
    """Listen; `cleanup()` of what is returned stops it."""
    runner = web.AppRunner(
        chat.app(), access_log=None, shutdown_timeout=1, handler_cancellation=True
    )
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner

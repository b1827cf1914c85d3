"""The worker process: `python -m workers.main`."""

import asyncio
import logging
import os
import secrets
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import TypeAlias

from aiogram.utils.token import TokenValidationError
from prometheus_client import (
    CollectorRegistry,
    PlatformCollector,
    ProcessCollector,
    start_http_server,
)
from sentry_sdk.integrations.logging import ignore_logger

from backend.crashes import report_crashes
from backend.db import create_engine, create_sessions
from backend.gateways import telegram
from backend.gateways.arq_queue import ArqQueue
from backend.kit import clock
from backend.logs import configure_logs
from backend.queue import Job
from backend.settings import Settings, read_settings
from workers import models
from workers.clockwork import Identity
from workers.context import Resources
from workers.handlers import (
    appeals,
    attempts,
    explaining,
    generation,
    jobs,
    judging,
    lessons,
    llm,
    patterns,
    quality,
    recordings,
    spoken,
    tutor,
    writing,
)
from workers.metrics import counting_recordings
from workers.pace import paced
from workers.process import Process
from workers.registry import Handlers, handlers_in
from workers.schedule import TIMETABLE

Serving: TypeAlias = Callable[[Settings, telegram.AiogramTelegram, asyncio.Event], Awaitable[None]]

MISCONFIGURED = 2
# Where a machine is shared, presses go first: nobody waits for a job as for the reply to a press.
_NICENESS = 5


def all_handlers() -> Handlers:
    return handlers_in(
        appeals,
        attempts,
        explaining,
        generation,
        jobs,
        judging,
        lessons,
        llm,
        patterns,
        quality,
        recordings,
        spoken,
        tutor,
        writing,
    )


def identity(settings: Settings) -> Identity:
    # Two processes of one host may have the same id, where each has a container of its own.
    worker = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    return Identity(worker=worker, queue=Job.queue, release=settings.release)


async def serve(settings: Settings, gateway: telegram.AiogramTelegram, stop: asyncio.Event) -> None:
    pace, registry = paced(settings.llm_slots), CollectorRegistry()
    redis_url = settings.redis_url.get_secret_value()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(gateway.aclose)
        # Each job may hold two connections, one of them to renew its lease, or one while it mostly
        # waits for a model; the loops, one each.
        engine = create_engine(
            settings.database_url.get_secret_value(),
            pool_size=2 * pace.slots + pace.asking + 8,
        )
        stack.push_async_callback(engine.dispose)
        queue = ArqQueue(redis_url)
        stack.push_async_callback(queue.aclose)
        sessions = create_sessions(engine)
        asking = await stack.enter_async_context(
            models.desk(settings, sessions, registry, slots=pace.asking)
        )
        process = Process(
            Resources(
                sessions,
                queue,
                gateway,
                asking,
                voices=settings.voices,
                asr=settings.asr_model,
                recordings_hours=settings.recordings_hours,
                count_recording=counting_recordings(registry),
            ),
            all_handlers(),
            redis_url=redis_url,
            identity=identity(settings),
            pace=pace,
            registry=registry,
        )
        if settings.worker_metrics_port:
            stack.callback(serve_metrics(settings, registry))
        await process.run(stop, TIMETABLE)


def serve_metrics(settings: Settings, registry: CollectorRegistry) -> Callable[[], None]:
    """Start; what it returns stops it."""
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    server, _ = start_http_server(
        settings.worker_metrics_port, settings.worker_metrics_host, registry=registry
    )

    def stop() -> None:
        server.shutdown()
        server.server_close()

    return stop


async def _until_signalled(
    settings: Settings, gateway: telegram.AiogramTelegram, served: Serving
) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop.set)
    await served(settings, gateway, stop)


def _gateway(settings: Settings) -> telegram.AiogramTelegram | None:
    try:
        token = settings.bot_token.get_secret_value() if settings.bot_token else ""
        return telegram.connect(token, settings.telegram_api_url)
    except TokenValidationError:
        return None


def begin(served: Serving) -> int:
    """Any of the worker processes, until it is told to stop: its exit code."""
    configure_logs("worker")
    os.nice(_NICENESS)
    for library in (
        "arq",
        "httpx2",
    ):  # each job and each call has a record
        logging.getLogger(library).setLevel(logging.WARNING)
    settings = read_settings()
    clock.shift(settings.clock_offset)
    gateway = _gateway(settings)
    if gateway is None:
        sys.stderr.write(
            "PARLEY_BOT_TOKEN: workers send messages as the bot. Set the token that @BotFather"
            " gave for it. See infra/env.example.\n"
        )
        return MISCONFIGURED
    report_crashes(settings.sentry_dsn, release=settings.release)
    ignore_logger("workers.runner")  # it reports what it tells of itself, with the error
    asyncio.run(_until_signalled(settings, gateway, served))
    return 0


def main() -> int:
    return begin(serve)


if __name__ == "__main__":
    sys.exit(main())

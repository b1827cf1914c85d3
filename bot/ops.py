"""What operations ask the bot process: its metrics, and whether it is alive."""

from datetime import datetime, timedelta

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from backend.kit.clock import utc_now
from bot.metrics import LAST_POLL, Metrics

# A poll takes at most 35 s, a batch that hangs 40 s more.
QUIET = timedelta(seconds=120)


def create_app(metrics: Metrics, *, polls: bool, started: datetime) -> web.Application:
    """`/metrics`, and `/healthz`: 503 when the bot should poll and has not for two minutes."""

    async def show_metrics(_: web.Request) -> web.Response:
        body = generate_latest(metrics.registry)
        return web.Response(body=body, headers={"content-type": CONTENT_TYPE_LATEST})

    async def healthz(_: web.Request) -> web.Response:
        polled = metrics.registry.get_sample_value(LAST_POLL) or 0
        alive = not polls or is_alive(utc_now(), max(polled, started.timestamp()))
        return web.Response(text="ok" if alive else "no polls", status=200 if alive else 503)

    app = web.Application()
    app.router.add_get("/metrics", show_metrics)
    app.router.add_get("/healthz", healthz)
    return app


def is_alive(now: datetime, last: float) -> bool:
    return now.timestamp() - last <= QUIET.total_seconds()

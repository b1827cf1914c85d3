"""One worker process: two lanes that bring jobs, and the clockwork beside them."""

import asyncio
from collections.abc import Collection, Sequence

import structlog
from prometheus_client import CollectorRegistry

from backend.jobs.jobs import Entry
from workers.clockwork import Clockwork, Identity, again_and_again
from workers.consumer import Consumer
from workers.context import Resources
from workers.metrics import Metrics
from workers.pace import Pace
from workers.registry import Handlers
from workers.runner import Runner

_CANCELLATIONS = 10

log = structlog.get_logger(__name__)


class Process:
    def __init__(
        self,
        resources: Resources,
        handlers: Handlers,
        *,
        redis_url: str,
        identity: Identity,
        pace: Pace,
        registry: CollectorRegistry,
    ) -> None:
        metrics = Metrics(registry)
        self._pace = pace
        self._runner = Runner(resources, handlers, pace, metrics)
        self._consumer = Consumer(
            redis_url,
            self._runner,
            queue=identity.queue,
            slots=pace.slots,
            limit=_longest(handlers),
        )
        self._clockwork = Clockwork(
            resources, handlers, self._runner, metrics, pace=pace, identity=identity
        )
        self._identity = identity

    async def run(self, stop: asyncio.Event, timetable: Sequence[Entry] = ()) -> None:
        """Until `stop`; then what runs has the pace's `grace` to end."""
        loops = self._start(timetable)
        log.info("worker.started", worker=self._identity.worker)
        try:
            await stop.wait()
            log.info("worker.stopping")
        finally:
            self._consumer.pick_no_more()
            await self._runner.stop()
            await _cancel(loops)
            await self._consumer.aclose()
            await self._clockwork.beat_no_more()
        log.info("worker.stopped")

    def _start(self, timetable: Sequence[Entry]) -> list[asyncio.Task[None]]:
        clockwork, pace = self._clockwork, self._pace
        steps = {
            "sweep": (clockwork.sweep, pace.sweep),
            "take_late": (clockwork.take_late, pace.sweep),
            "run_due": (lambda: clockwork.run_due(timetable), pace.timetable),
            "beat": (clockwork.beat, pace.heartbeat),
            "gauge": (clockwork.gauge, pace.gauges),
        }
        turning = [
            again_and_again(step, every=every, name=name) for name, (step, every) in steps.items()
        ]
        return [asyncio.create_task(one) for one in (self._consumer.run(), *turning)]


async def _cancel(tasks: Collection[asyncio.Task[None]]) -> None:
    """Repeated while any goes on: a connection that is being lost may swallow a cancellation."""
    left = set(tasks)
    for _ in range(_CANCELLATIONS):
        for one in left:
            one.cancel()
        _, left = await asyncio.wait(left, timeout=0.5)
        if not left:
            return
    log.warning("worker.loops_left", count=len(left))


def _longest(handlers: Handlers) -> float:
    """Seconds after which ARQ takes a job for stuck: it may have to wait for a slot first."""
    limits = [handler.job.limit.total_seconds() for handler in handlers.values()]
    return 2 * max(limits, default=60.0) + 30

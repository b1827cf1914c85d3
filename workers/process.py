"""One worker process: for each queue two ways that bring jobs, and the clockwork beside them."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import timedelta
from functools import partial

import structlog
from prometheus_client import CollectorRegistry

from backend.jobs.jobs import Entry
from backend.queue import BACKGROUND
from workers.clockwork import Clockwork, Identity, again_and_again
from workers.consumer import Consumer
from workers.context import Resources
from workers.metrics import Metrics
from workers.pace import Pace
from workers.registry import Handlers
from workers.runner import Runner

_CANCELLATIONS = 10
_POLL = 0.1  # seconds

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
        self._slots = pace.by_queue
        self._runners = {
            queue: Runner(resources, handlers, pace, metrics, slots=slots)
            for queue, slots in self._slots.items()
        }
        self._consumers = [
            Consumer(
                redis_url,
                runner,
                queue=queue,
                slots=self._slots[queue],
                limit=_longest(handlers, queue),
                poll=_POLL * _leisure(queue),
            )
            for queue, runner in self._runners.items()
        ]
        self._clockwork = Clockwork(
            resources, handlers, self._runners, metrics, pace=pace, identity=identity
        )
        self._identity = identity

    async def run(self, stop: asyncio.Event, timetable: Sequence[Entry] | None = ()) -> None:
        """Until `stop`; then what runs has the pace's `grace` to end. Without a timetable the clock
        is somebody else's to watch."""
        loops = self._start(timetable)
        log.info("worker.started", worker=self._identity.worker)
        try:
            await stop.wait()
            log.info("worker.stopping")
        finally:
            for consumer in self._consumers:
                consumer.pick_no_more()
            await asyncio.gather(*[runner.stop() for runner in self._runners.values()])
            await _cancel(loops)
            await asyncio.gather(*[consumer.aclose() for consumer in self._consumers])
            await self._clockwork.beat_no_more()
        log.info("worker.stopped")

    def _start(self, timetable: Sequence[Entry] | None) -> list[asyncio.Task[None]]:
        clockwork, pace = self._clockwork, self._pace
        steps: dict[str, tuple[Callable[[], Awaitable[object]], timedelta]] = {
            "sweep": (clockwork.sweep, pace.sweep),
            **{
                # A loop each: where all slots of one queue are taken, it waits.
                f"take_late:{queue}": (
                    partial(clockwork.take_late, queue),
                    pace.late / 2 * _leisure(queue),
                )
                for queue in self._runners
            },
            "beat": (clockwork.beat, pace.heartbeat),
            "gauge": (clockwork.gauge, pace.gauges),
        }
        if timetable is not None:
            steps["run_due"] = (lambda: clockwork.run_due(timetable), pace.timetable)
        turning = [
            again_and_again(step, every=every, name=name) for name, (step, every) in steps.items()
        ]
        bringing = [consumer.run() for consumer in self._consumers]
        return [asyncio.create_task(one) for one in (*bringing, *turning)]


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


def _leisure(queue: str) -> int:
    """How many times as seldom as others a queue is looked at: looking costs more than working."""
    return 10 if queue == BACKGROUND else 1


def _longest(handlers: Handlers, queue: str) -> float:
    """Seconds after which ARQ takes a job for stuck: it may have to wait for a slot first."""
    jobs = [handler.job for handler in handlers.values() if handler.job.queue == queue]
    limits = [job.limit.total_seconds() for job in jobs]
    return 2 * max(limits, default=60.0) + 30

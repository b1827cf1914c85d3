"""The loops that every worker process turns beside its jobs. Any number of processes may."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

import structlog

from backend.db import transaction
from backend.jobs import service
from backend.jobs.jobs import Entry
from backend.jobs.repository import Heartbeats, Jobs, Schedules
from backend.jobs.schemas import Load, Outcome
from backend.kit.clock import utc_now
from workers.context import Resources
from workers.metrics import Metrics
from workers.pace import Pace
from workers.registry import Handlers
from workers.runner import Runner

_LONGEST_PAUSE = 5.0  # seconds, while a step fails again and again

log = structlog.get_logger(__name__)


async def again_and_again(
    step: Callable[[], Awaitable[object]], *, every: timedelta, name: str
) -> None:
    """Until cancelled. A step that fails is tried again, more slowly while it goes on failing."""
    failures = 0
    while True:
        try:
            await step()
            failures = 0
        except Exception:  # a loop that ends would be missed by nobody until it is needed
            failures += 1
            log.warning("clockwork.step_failed", step=name, exc_info=failures == 1)
        await asyncio.sleep(_pause(every.total_seconds(), failures))


def _pause(usual: float, failures: int) -> float:
    return max(usual, min(usual * 2 ** min(failures, 10), _LONGEST_PAUSE)) if failures else usual


@dataclass(frozen=True)
class Identity:
    """Which process this is, of which release, and whose jobs it does."""

    worker: str
    queue: str
    release: str


class Clockwork:
    def __init__(
        self,
        resources: Resources,
        handlers: Handlers,
        runners: Mapping[str, Runner],
        metrics: Metrics,
        *,
        pace: Pace,
        identity: Identity,
    ) -> None:
        self._resources = resources
        self._kinds = {name: handler.job for name, handler in handlers.items()}
        self._runners = runners
        self._metrics = metrics
        self._pace = pace
        self._identity = identity
        self._timetable_kept = False

    async def sweep(self) -> None:
        async with transaction(self._resources.sessions, self._resources.queue) as session:
            buried = await service.sweep(session, again=self._pace.again)
        for one in buried:
            self._metrics.ended(one.kind, Outcome.dead)
            log.error("job.dead", job_id=one.id, job=one.kind, attempts=one.attempts)

    async def take_late(self, queue: str) -> None:
        """The slow way: what Redis has not brought to anybody in time."""
        while await self._runners[queue].begin_late(queue):
            pass

    async def run_due(self, timetable: Sequence[Entry]) -> None:
        async with transaction(self._resources.sessions, self._resources.queue) as session:
            if not self._timetable_kept:
                await Schedules(session).keep_only(timetable, now=utc_now())
            await service.run_due(session, self._kinds, now=utc_now())
        self._timetable_kept = True

    async def beat(self) -> None:
        async with self._resources.sessions.begin() as session:
            await Heartbeats(session).beat(**asdict(self._identity))

    async def beat_no_more(self) -> None:
        try:
            async with self._resources.sessions.begin() as session:
                await Heartbeats(session).stop(self._identity.worker)
        except Exception:  # its silence says the same, a little later
            log.warning("clockwork.heartbeat_not_ended", exc_info=True)

    async def gauge(self) -> None:
        async with self._resources.sessions.begin() as session:
            loads = await Jobs(session).loads()
        self._metrics.loads([*map(Load, self._runners), *loads])

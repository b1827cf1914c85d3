"""Takes jobs and does them, each under a lease that is renewed while it lasts."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import sentry_sdk
import structlog
from sqlalchemy.exc import DBAPIError
from structlog.contextvars import bound_contextvars

from backend.db import transaction
from backend.jobs import service
from backend.jobs.repository import Jobs
from backend.jobs.schemas import Claim, Outcome
from workers import lease
from workers.context import LeaseLost, Resources, Work
from workers.metrics import Metrics
from workers.pace import Pace
from workers.registry import Handlers

log = structlog.get_logger(__name__)


class NoHandler(Exception):
    """A job of a release newer than this process, or older than it."""

    after = timedelta(minutes=1)


class Runner:
    def __init__(
        self,
        resources: Resources,
        handlers: Handlers,
        pace: Pace,
        metrics: Metrics,
        *,
        slots: int | None = None,
    ) -> None:
        """`slots` is how many jobs are done at a time; None: as many as the pace says."""
        self._resources = resources
        self._handlers = handlers
        self._pace = pace
        self._metrics = metrics
        self._slots = asyncio.Semaphore(pace.slots if slots is None else slots)
        self._running: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def run(self, id: int) -> None:
        """Do this job, unless it is not due or somebody else has it."""
        async with self._slots:
            claim = None if self._stopping else await self._claim(id)
            if claim is not None:
                await self._do(claim)

    async def begin_late(self, queue: str) -> bool:
        """Begin, when a slot is free, a job that nobody brought us. False: there is none."""
        await self._slots.acquire()
        claim = None
        try:
            claim = None if self._stopping else await self._claim_late(queue)
        finally:
            if claim is None:
                self._slots.release()
        if claim is None:
            return False
        doing = asyncio.create_task(self._do(claim))
        self._running.add(doing)
        doing.add_done_callback(self._leave)
        return True

    async def stop(self) -> None:
        """Begin nothing more. What runs has `grace` to end; then its lease is given back."""
        self._stopping = True
        if self._running:
            await asyncio.wait(self._running, timeout=self._pace.grace.total_seconds())
        for one in self._running:
            one.cancel()
        if self._running:
            await asyncio.wait(self._running, timeout=2 * lease.LAST_WORDS)

    async def _claim(self, id: int) -> Claim | None:
        async with self._resources.sessions.begin() as session:
            return await Jobs(session).claim(id, lease=self._pace.lease)

    async def _claim_late(self, queue: str) -> Claim | None:
        async with self._resources.sessions.begin() as session:
            return await Jobs(session).claim_late(
                queue, late=self._pace.late, lease=self._pace.lease
            )

    def _leave(self, doing: asyncio.Task[None]) -> None:
        self._running.discard(doing)
        self._slots.release()

    async def _do(self, claim: Claim) -> None:
        clock, outcome = asyncio.get_running_loop().time, Outcome.released
        started = clock()
        self._metrics.began(claim)
        with self._counted(), bound_contextvars(job_id=claim.id, job=claim.kind):
            try:
                outcome = await self._outcome(Work(self._resources, claim))
            finally:
                seconds = clock() - started
                self._metrics.ended(claim.kind, outcome, seconds=seconds)
                log.info(
                    "job.ended",
                    outcome=outcome.value,
                    attempt=claim.attempts,
                    seconds=round(seconds, 3),
                )

    @contextmanager
    def _counted(self) -> Iterator[None]:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            yield
        finally:
            self._running.discard(task)

    async def _outcome(self, work: Work) -> Outcome:
        try:
            async with lease.kept(work, self._pace.lease):
                await self._perform(work)
        except LeaseLost:
            return Outcome.done if work.finished else Outcome.fenced
        except asyncio.CancelledError:
            await lease.give_back(work)
            raise
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is its job's failure
            return await self._fail(work, error)
        return Outcome.done

    async def _perform(self, work: Work) -> None:
        handler = self._handlers.get(work.claim.kind)
        if handler is None:
            raise NoHandler(f"this process does not know how to do {work.claim.kind}")
        limit = handler.job.limit.total_seconds()
        try:
            async with asyncio.timeout(limit) as whole:
                await handler.do(work)
        except TimeoutError as error:
            if whole.expired():
                raise TimeoutError(f"took longer than {limit:g} s") from error
            raise

    async def _fail(self, work: Work, error: Exception) -> Outcome:
        claim = work.claim
        try:
            async with transaction(self._resources.sessions, self._resources.queue) as session:
                outcome = await service.fail(
                    session,
                    claim,
                    in_brief(error),
                    after=getattr(error, "after", None),
                    chance=random.random(),
                )
        except Exception:  # the lease runs out, and the job is tried again
            log.warning("job.failure_not_recorded", exc_info=True)
            outcome = Outcome.abandoned
        outcome = Outcome.done if work.finished else outcome
        if outcome is Outcome.dead:
            sentry_sdk.capture_exception(error)
        tell = log.error if outcome is Outcome.dead else log.warning
        tell("job.failed", outcome=outcome.value, attempt=claim.attempts, exc_info=error)
        return outcome


def in_brief(error: Exception) -> str:
    """One line to be kept with the job. A statement's parameters may be personal."""
    told = error.orig if isinstance(error, DBAPIError) else error
    return f"{type(error).__name__}: {told}".partition("\n")[0]

"""The fast lane: ARQ brings the ids of jobs that are due. The only module that runs ARQ."""

import asyncio
from contextlib import suppress
from typing import Any

import structlog
from arq.connections import ArqRedis
from arq.worker import Worker, func

from backend.gateways.arq_queue import FUNCTION, connect, deserialize, queue_name, serialize
from workers.runner import Runner

_PATIENCE = 2.0  # seconds for each reply of Redis
_PAUSE = 1.0  # seconds until the next try after Redis went away

log = structlog.get_logger(__name__)


class Consumer:
    """Runs ARQ's worker for as long as it can, and begins again whenever Redis was away.

    ARQ's worker ends at the first error of its connection. The jobs it has begun go on.
    """

    def __init__(
        self, url: str, runner: Runner, *, queue: str, slots: int, limit: float, poll: float
    ) -> None:
        """`limit` is how long a job may take, `poll` how often Redis is asked for more, seconds."""
        self._url = url
        self._runner = runner
        self._queue = queue
        self._slots = slots
        self._limit = limit
        self._poll = poll
        self._worker: Worker | None = None
        self._retiring: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            redis = connect(self._url, patience=_PATIENCE, retries=1)
            self._worker = self._worker_on(redis)
            try:
                await self._worker.async_run()
            except Exception as error:  # noqa: BLE001 - whatever ended it, the rows are still there
                log.warning("consumer.redis_away", reason=f"{type(error).__name__}: {error}")
            finally:
                self._retire(self._worker, redis)
            await asyncio.sleep(_PAUSE)

    def pick_no_more(self) -> None:
        if self._worker is not None:
            self._worker.allow_pick_jobs = False

    async def aclose(self) -> None:
        """Call when `run` has been cancelled and the runner has stopped."""
        if self._retiring:
            await asyncio.wait(self._retiring, timeout=2 * _PATIENCE)

    def _worker_on(self, redis: ArqRedis) -> Worker:
        return Worker(
            # ARQ's own type wants a plain function; a bound method serves.
            [func(self._do, name=FUNCTION)],  # type: ignore[arg-type]
            redis_pool=redis,
            queue_name=queue_name(self._queue),
            handle_signals=False,
            max_jobs=self._slots,
            poll_delay=self._poll,
            # ARQ executes; what is retried, kept and forgotten is decided in PostgreSQL.
            max_tries=1,
            retry_jobs=False,
            keep_result=0,
            log_results=False,
            job_timeout=self._limit,
            job_serializer=serialize,
            job_deserializer=deserialize,
            health_check_interval=10,
        )

    async def _do(self, _: dict[Any, Any], id: int) -> None:
        try:
            await self._runner.run(id)
        except Exception:  # the database is away; the sweeper will send the job again
            log.warning("consumer.job_not_claimed", job_id=id, exc_info=True)

    def _retire(self, worker: Worker, redis: ArqRedis) -> None:
        retiring = asyncio.create_task(_end(worker, redis))
        self._retiring.add(retiring)
        retiring.add_done_callback(self._retiring.discard)


async def _end(worker: Worker, redis: ArqRedis) -> None:
    """Let the jobs of a worker that ended come to their ends, then close its connections."""
    if worker.tasks:
        await asyncio.gather(*worker.tasks.values(), return_exceptions=True)
    # What is left to say to a Redis that went away is not worth an error.
    with suppress(Exception):
        await redis.aclose(close_connection_pool=True)

"""ARQ's side of Redis: telling a worker that a job is due, and what both ends must agree on.

Only ids travel. A hint that does not arrive costs a moment: the sweeper repeats it.
"""

import asyncio
from datetime import timedelta
from typing import Any

import orjson
import structlog
from arq.connections import ArqRedis
from arq.constants import job_key_prefix
from arq.jobs import serialize_job
from arq.utils import timestamp_ms
from redis.asyncio import BlockingConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as Disconnected
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as TimedOut

from backend.queue import Hint

FUNCTION = "run"
_EXPIRES = timedelta(hours=1)  # by then the sweeper has repeated it many times
_PATIENCE = 0.2  # seconds that a press may wait for Redis
_REST = 3.0  # seconds without a try after Redis did not answer

log = structlog.get_logger(__name__)


def queue_name(queue: str) -> str:
    return f"parley:jobs:{queue}"


def serialize(value: dict[str, Any]) -> bytes:
    # ARQ's own default is pickle, which would let whoever can write to Redis run code here.
    return orjson.dumps(value)


def deserialize(value: bytes) -> dict[str, Any]:
    read: dict[str, Any] = orjson.loads(value)
    return read


def connect(url: str, *, patience: float, retries: int, connections: int = 20) -> ArqRedis:
    """A client on a pool of its own, to be closed with it; `patience` in seconds per reply."""
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=connections,
        timeout=patience,
        socket_timeout=patience,
        socket_connect_timeout=patience,
        retry=Retry(ExponentialBackoff(cap=1, base=0.1), retries),
        retry_on_error=[Disconnected, TimedOut] if retries else [],
    )
    return ArqRedis(pool, job_serializer=serialize, job_deserializer=deserialize)


class ArqQueue:
    """Tells ARQ's workers which jobs are due."""

    def __init__(self, url: str) -> None:
        self._redis = connect(url, patience=_PATIENCE, retries=0)
        self._resting_until = 0.0
        self._sending: set[asyncio.Task[None]] = set()

    async def push(self, hint: Hint) -> None:
        """Best effort: never raises, and waits for Redis a fifth of a second at most."""
        if self._now() < self._resting_until:
            return
        sending = asyncio.create_task(self._send(hint))
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)
        # Not cancelled when it takes too long: its socket's own limits end it, and leave the
        # connection fit for use.
        _, late = await asyncio.wait({sending}, timeout=_PATIENCE)
        if late:
            self._rest("no answer in time")

    async def answers(self) -> bool:
        """Whether Redis answers at this moment."""
        try:
            await self._redis.ping()
        except (RedisError, OSError, TimeoutError):
            return False
        return True

    async def aclose(self) -> None:
        if self._sending:
            await asyncio.wait(self._sending, timeout=2)
        await self._redis.aclose(close_connection_pool=True)

    async def _send(self, hint: Hint) -> None:
        """What `ArqRedis.enqueue_job` does, in one round trip: our ids are never used twice."""
        id, now = f"j:{hint.job_id}:{hint.dispatch_no}", timestamp_ms()
        job = serialize_job(FUNCTION, (hint.job_id,), {}, None, now, serializer=serialize)
        try:
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.psetex(job_key_prefix + id, _EXPIRES, job)
                pipe.zadd(queue_name(hint.queue), {id: now})
                await pipe.execute()
        except (RedisError, OSError, TimeoutError) as error:
            self._rest(str(error))

    def _rest(self, reason: str) -> None:
        self._resting_until = self._now() + _REST
        log.warning("queue.redis_away", reason=reason)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()

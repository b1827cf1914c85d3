import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator

import orjson
import pytest

from backend.gateways import arq_queue
from backend.gateways.arq_queue import ArqQueue
from backend.queue import Hint
from infra.local.redis import Redis
from tests.servers import a_redis


@pytest.fixture
def redis() -> Iterator[Redis]:
    with a_redis() as server:
        yield server


@pytest.fixture
async def queue(redis: Redis) -> AsyncIterator[ArqQueue]:
    queue = ArqQueue(redis.url())
    yield queue
    await queue.aclose()


async def seconds(queue: ArqQueue, hint: Hint) -> float:
    clock = asyncio.get_running_loop().time
    began = clock()
    await queue.push(hint)
    return clock() - began


class TestPush:
    async def test_leaves_the_id_and_nothing_else(self, queue: ArqQueue, redis: Redis) -> None:
        await queue.push(Hint(7, 2))
        client = arq_queue.connect(redis.url(), patience=2, retries=0)
        assert await client.zrange("parley:jobs:default", 0, -1) == [b"j:7:2"]
        kept = orjson.loads(await client.get("arq:job:j:7:2") or b"")
        await client.aclose(close_connection_pool=True)
        assert (kept["f"], kept["a"], kept["k"]) == ("run", [7], {})

    async def test_waits_a_moment_for_a_redis_that_hangs_and_then_no_more(
        self, queue: ArqQueue, redis: Redis
    ) -> None:
        await queue.push(Hint(1, 1))
        os.kill(redis.pid, signal.SIGSTOP)
        try:
            first = await seconds(queue, Hint(2, 1))
            rest = [await seconds(queue, Hint(n, 1)) for n in range(3, 100)]
        finally:
            os.kill(redis.pid, signal.SIGCONT)
        assert first < 1
        assert sum(rest) < 0.1

    async def test_is_harmless_without_redis_and_works_when_it_is_back(
        self, queue: ArqQueue, redis: Redis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(arq_queue, "_REST", 0.2)
        redis.kill9()
        await queue.push(Hint(1, 1))
        redis.start()
        await asyncio.sleep(0.3)
        await queue.push(Hint(2, 1))
        client = arq_queue.connect(redis.url(), patience=2, retries=0)
        assert await client.zrange("parley:jobs:default", 0, -1) == [b"j:2:1"]
        await client.aclose(close_connection_pool=True)

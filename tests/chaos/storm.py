"""A seeded hour of bad luck in half a minute."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

from infra.local.postgres import Postgres
from infra.local.redis import Redis
from tests.chaos.workforce import Workforce


@dataclass
class Storm:
    """`blows` counts how often each thing happened."""

    chance: Random
    workforce: Workforce
    redis: Redis
    postgres: Postgres | None = None
    blows: dict[str, int] = field(default_factory=dict)

    async def rage(self, *, kills: int, losses: int, flushes: int, stops: int, calm: float) -> None:
        """All of them in an order of chance's making, about `calm` seconds from one to the next."""
        blows: list[Callable[[], Awaitable[None]]] = [
            *[self._kill_worker] * kills,
            *[self._lose_redis] * losses,
            *[self._flush_redis] * flushes,
            *[self._stop_postgres] * stops,
        ]
        self.chance.shuffle(blows)
        for blow in blows:
            await asyncio.sleep(calm * (0.5 + self.chance.random()))
            await blow()
            self.workforce.fill()
            name = blow.__name__.strip("_")
            self.blows[name] = self.blows.get(name, 0) + 1

    async def _kill_worker(self) -> None:
        self.workforce.kill_one(self.chance)

    async def _lose_redis(self) -> None:
        """Killed, and it comes back with nothing."""
        self.redis.kill9()
        for kept in self.redis.data.glob("appendonly*"):
            shutil.rmtree(kept)
        await asyncio.sleep(0.3 + self.chance.random())
        self.redis.start()

    async def _flush_redis(self) -> None:
        self.redis.flush()  # refused unless its process is our child

    async def _stop_postgres(self) -> None:
        assert self.postgres is not None
        self.postgres.stop_at_once()
        await asyncio.sleep(0.3 + self.chance.random() / 2)
        self.postgres.start()

"""The yardstick: the same framework and server, one route, one SELECT by primary key."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import uvicorn
from fastapi import FastAPI, Request

POOL = 20  # as many connections as the API has


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[dict[str, Any]]:
    url = os.environ["BENCH_DATABASE"]
    async with asyncpg.create_pool(url, min_size=POOL, max_size=POOL) as pool:
        yield {"pool": pool}


app = FastAPI(lifespan=lifespan)


@app.get("/livez")
async def livez() -> dict[str, str]:
    return {"status": "alive"}


@app.get("/exercises/{exercise_id}")
async def exercise(exercise_id: int, request: Request) -> dict[str, Any]:
    row = await request.state.pool.fetchrow(
        "SELECT id, key, level, topic FROM exercises WHERE id = $1", exercise_id
    )
    return dict(row)


if __name__ == "__main__":
    # The settings of backend.main.
    uvicorn.run(
        app,
        port=int(os.environ["BENCH_PORT"]),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
    )

"""The processes that are compared: the API as production runs it, and a bare route beside it."""

import asyncio
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psutil

from infra.local.postgres import Postgres
from infra.local.process import LOOPBACK, Command, end, free_port, last_lines, spawn, wait_until
from tests.bench.report import progress
from tests.bench.seed import Size, seed
from tests.conftest import ROOT, TOKEN, migrate
from tests.servers import a_folder, a_postgres, a_redis

START = 120  # seconds that a process may take to start on a machine that has other work


@dataclass(frozen=True)
class Process:
    """One server process; `cpu()` is the processor time that it has taken, in seconds."""

    port: int
    pid: int

    def cpu(self) -> float:
        times = psutil.Process(self.pid).cpu_times()
        return float(times.user + times.system)


@dataclass(frozen=True)
class Stack:
    """Durable PostgreSQL and Redis servers, and what is started on them."""

    postgres: Postgres
    redis_url: str
    folder: Path

    def database(self, name: str, size: Size) -> str:
        """The address of a new database of that size."""
        progress(f"making a database of {size.name}")
        began = perf_counter()
        url = self.postgres.create_database(name)
        migrate(url)
        asyncio.run(seed(url, size))
        progress(f"made in {perf_counter() - began:.0f} s")
        return url

    @contextmanager
    def api(self, database: str, **more: str) -> Iterator[Process]:
        """`python -m backend.main`, with its logs going to a file. `more` are settings."""
        environment = self._settings(database, more)
        with self._process("backend.main", environment, "PARLEY_API_PORT") as process:
            yield process

    @contextmanager
    def worker(self, database: str, **more: str) -> Iterator[Process]:
        """`python -m workers.main`; its port is that of its metrics."""
        environment = self._settings(database, more)
        with self._process("workers.main", environment, "PARLEY_WORKER_METRICS_PORT") as process:
            yield process

    def _settings(self, database: str, more: Mapping[str, str]) -> dict[str, str]:
        return {
            "PARLEY_DATABASE_URL": database,
            "PARLEY_REDIS_URL": self.redis_url,
            "PARLEY_BACKEND_TOKEN": TOKEN,
            **{f"PARLEY_{name.upper()}": value for name, value in more.items()},
        }

    @contextmanager
    def bare(self, database: str) -> Iterator[Process]:
        with self._process("tests.bench.bare", {"BENCH_DATABASE": database}, "BENCH_PORT") as bare:
            yield bare

    @contextmanager
    def _process(
        self, module: str, environment: Mapping[str, str], port_name: str
    ) -> Iterator[Process]:
        port = free_port()
        log = self.folder / f"{module}-{port}.log"
        command = Command(
            [sys.executable, "-m", module],
            # A folder of its own, so that no .env of a developer is read.
            env={
                "PATH": os.defpath,
                "PYTHONPATH": str(ROOT),
                port_name: str(port),
                **environment,
            },
            cwd=self.folder,
        )
        process = spawn(command, log=log)
        try:
            if not wait_until(lambda: _answers(port), limit=START):
                raise RuntimeError(f"{module} did not start. Its log ends:\n{last_lines(log)}")
            yield Process(port, process.pid)
        finally:
            end(process)


@contextmanager
def a_stack() -> Iterator[Stack]:
    progress("starting PostgreSQL and Redis")
    with a_postgres() as postgres, a_redis() as redis, a_folder() as folder:
        yield Stack(postgres, redis.url(), folder)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/livez", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False

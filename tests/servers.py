"""Real PostgreSQL and Redis servers for tests: own ports, own folders, one pair a test process.

Fixtures of a session: `postgres_server`, `redis_server`. Fixtures of a test: `database_url`, a
fresh database each; `redis_url`, emptied. Override `template_database` (session scope, the name of
a database) to have every fresh database begin as a copy of a migrated one.

Tests that kill or stop a server take one of their own from `a_postgres()` or `a_redis()`: it has
`kill9()`, `restart()`, `stop()` and, for PostgreSQL, `stop_at_once()`.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra.local.postgres import Postgres
from infra.local.redis import Redis


@contextmanager
def a_folder() -> Iterator[Path]:
    """A temporary folder that the account of a server may enter too."""
    # Root's own temporary folder may be closed to the account that PostgreSQL runs as.
    parent = "/tmp" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="parley-", dir=parent))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def a_postgres(*, durable: bool = True) -> Iterator[Postgres]:
    """A PostgreSQL of one's own. `durable=False` is faster, but no test of crashes."""
    with (
        a_folder() as folder,
        Postgres(folder / "postgres", password=secrets.token_hex(8), durable=durable) as server,
    ):
        yield server


@contextmanager
def a_redis() -> Iterator[Redis]:
    """A Redis of one's own, with its append-only file."""
    with a_folder() as folder, Redis(folder / "redis", password=secrets.token_hex(8)) as server:
        yield server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    with a_postgres(durable=False) as server:
        yield server


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    with a_redis() as server:
        yield server


@pytest.fixture(scope="session")
def template_database() -> str:
    """The name of the database that `database_url` copies: an empty one, unless overridden."""
    return "template1"


@pytest.fixture
def database_url(postgres_server: Postgres, template_database: str) -> Iterator[str]:
    """`postgresql://…` of a fresh database, dropped after the test."""
    name = f"test_{secrets.token_hex(6)}"
    yield postgres_server.create_database(name, template=template_database)
    postgres_server.drop_database(name)


@pytest.fixture
def redis_url(redis_server: Redis) -> str:
    """`redis://…` of an empty server."""
    redis_server.flush()
    return redis_server.url()

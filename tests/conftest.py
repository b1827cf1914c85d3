import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn
from alembic import command
from alembic.config import Config
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.app import create_app
from backend.client import Backend
from backend.db import Model, Sessions, create_engine, create_sessions
from backend.kit import clock
from backend.settings import Settings
from infra.local.postgres import Postgres
from infra.local.redis import Redis

pytest_plugins = ["tests.servers", "tests.llm"]

ROOT = Path(__file__).parents[1]
TOKEN = "a-token-of-the-tests-0123456789"
ADMIN = "9001"


def migrate(url: str) -> None:
    config = Config(toml_file=ROOT / "pyproject.toml", attributes={"url": url})
    command.upgrade(config, "head")


@pytest.fixture(scope="session")
def template_database(postgres_server: Postgres) -> str:
    """A database made by the real migrations, once, for others to begin as copies of it."""
    migrate(postgres_server.create_database("migrated"))
    return "migrated"


@pytest.fixture(scope="session")
def settings(
    postgres_server: Postgres,
    redis_server: Redis,
    template_database: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Settings:
    url = postgres_server.create_database("shared", template=template_database)
    return Settings(
        database_url=SecretStr(url),
        redis_url=SecretStr(redis_server.url()),
        backend_token=SecretStr(TOKEN),
        admin_ids=frozenset({ADMIN}),
        data_dir=tmp_path_factory.mktemp("data"),
    )


@pytest.fixture(scope="session")
async def engine(settings: Settings) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(settings.database_url.get_secret_value())
    yield engine
    await engine.dispose()


@pytest.fixture
def tomorrow() -> Iterator[None]:
    """Everything in this process lives a day ahead of the machine, and of the database."""
    clock.shift(86_400)
    yield
    clock.shift(0)


@pytest.fixture
async def sessions(engine: AsyncEngine) -> Sessions:
    """The shared database, empty."""
    async with engine.begin() as connection:
        # Triggers keep what is only added to; nothing is kept here.
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        # Faster on few rows than TRUNCATE, which makes new files for every table and index.
        for table in reversed(Model.metadata.sorted_tables):
            await connection.execute(table.delete())
    return create_sessions(engine)


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[str]:
    """The real API on a port of the kernel's choice: its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(create_app(settings), log_config=None, lifespan="on")
        server = uvicorn.Server(config)
        server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await task


@pytest.fixture(scope="session")
async def api_url(settings: Settings) -> AsyncIterator[str]:
    async with serving(settings) as url:
        yield url


@pytest.fixture(scope="session")
async def client(api_url: str) -> AsyncIterator[Backend]:
    async with Backend(api_url, TOKEN) as client:
        yield client


@pytest.fixture
async def backend(client: Backend, sessions: Sessions) -> Backend:
    """The typed client of a real API over an empty database."""
    return client

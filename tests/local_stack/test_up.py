import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from infra.local.process import wait_until
from tests.local_stack.fake_product import FakeProduct, a_product
from tests.local_stack.parents import a_parent, gone, read_until
from tests.servers import a_postgres, a_redis

READY = "Parley is ready"
SERVICES = ["telegram", "api", "worker", "speech", "bot"]


@pytest.fixture
def product() -> Iterator[FakeProduct]:
    with a_product() as made:
        yield made


@contextmanager
def up(
    product: FakeProduct, *words: str, **settings: str
) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The stack, and what it said until it was ready or gave up."""
    environment = product.environment(**settings)
    with a_parent("infra.local.up", *words, cwd=product.root, env=environment) as process:
        yield process, read_until(process, READY)


@contextmanager
def ready(
    product: FakeProduct, *words: str, **settings: str
) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The stack that is ready, and what it said on the way."""
    with up(product, *words, **settings) as (process, said):
        assert READY in said[-1], said
        yield process, said


def refused(product: FakeProduct, **settings: str) -> str:
    """What a start says that does not succeed."""
    with up(product, **settings) as (process, said):
        assert process.wait(60) == 1
    text = "\n".join(said)
    assert "Traceback" not in text
    return text


def children(process: subprocess.Popen[str]) -> list[int]:
    return [child.pid for child in psutil.Process(process.pid).children(recursive=True)]


class TestStart:
    def test_everything_starts_in_order_and_the_page_is_named(self, product: FakeProduct) -> None:
        with ready(product) as (_, said):
            assert said[-1] == f"{READY}: {product.page}"
            names = [line.split()[0] for line in product.journal()]
        assert names[:2] == ["migrations", "catalogue"]
        assert sorted(names[2:]) == sorted(SERVICES)
        titles = [line.split()[0] for line in said[1:-1]]
        assert set(titles[1:3]) == {"PostgreSQL", "Redis"}
        assert titles[3:5] == ["migrations", "catalogue"]
        assert set(titles[5:]) == {"Telegram", "API", "worker", "speech", "bot"}

    def test_the_processes_are_told_where_everything_is(self, product: FakeProduct) -> None:
        with ready(product):
            told = product.told("bot")
        assert told["PARLEY_DATABASE_URL"].startswith("postgresql://parley:")
        assert told["PARLEY_REDIS_URL"].startswith("redis://:")
        assert told["PARLEY_TELEGRAM_API_URL"] == product.page
        assert told["PARLEY_BACKEND_URL"] == f"http://127.0.0.1:{product.api_port}"
        assert told["PARLEY_ADMIN_IDS"] == "9001"
        assert (told["PARLEY_TTS"], told["PARLEY_ASR_MODEL"]) == ("local", "tiny.en")
        assert told["PARLEY_DATA_DIR"] == str(product.data)

    def test_a_setting_in_the_environment_replaces_what_it_names(
        self, product: FakeProduct
    ) -> None:
        with (
            a_postgres(durable=False) as postgres,
            a_redis() as redis,
            ready(product, PARLEY_DATABASE_URL=postgres.url(), PARLEY_REDIS_URL=redis.url()),
        ):
            told = product.told("api")
            assert told["PARLEY_DATABASE_URL"] == postgres.url()
            assert told["PARLEY_REDIS_URL"] == redis.url()
            assert not (product.data / "postgres").exists()
            assert not (product.data / "redis").exists()

    def test_a_real_bot_speaks_to_the_real_telegram(self, product: FakeProduct) -> None:
        (product.root / ".env").write_text("PARLEY_BOT_TOKEN=123456789:real\n")
        with ready(product) as (_, said):
            told = product.told("bot")
            assert product.starts("telegram") == []
            assert "Telegram" in said[-1]
        assert told["PARLEY_BOT_TOKEN"] == "123456789:real"
        assert "PARLEY_TELEGRAM_API_URL" not in told
        assert "PARLEY_ADMIN_IDS" not in told

    def test_a_second_one_is_refused_with_the_address_of_the_first(
        self, product: FakeProduct
    ) -> None:
        with ready(product) as (first, _):
            said = refused(product)
            assert f"(process {first.pid}): {product.page}" in said
            assert first.poll() is None

    @pytest.mark.parametrize("setting", ["PARLEY_API_PORT", "PARLEY_TELEGRAM_PORT"])
    def test_a_taken_port_names_the_setting(self, product: FakeProduct, setting: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            taken = str(other.getsockname()[1])
            said = refused(product, **{setting: taken})
        assert taken in said
        assert setting in said

    def test_a_failed_migration_stops_the_start_and_shows_why(self, product: FakeProduct) -> None:
        said = refused(product, FAKE_MIGRATIONS="dies")
        assert "migrations failed (exit code 1)" in said
        assert "no luck today" in said
        assert product.starts("api") == []

    def test_data_of_another_postgresql_is_refused_in_words(self, product: FakeProduct) -> None:
        (product.data / "postgres").mkdir(parents=True)
        (product.data / "postgres" / "PG_VERSION").write_text("17\n")
        assert "was made by PostgreSQL 17" in refused(product)


class TestKeepUp:
    def test_a_dead_child_comes_back_and_that_is_said(self, product: FakeProduct) -> None:
        with ready(product) as (process, _):
            os.kill(product.starts("worker")[0], signal.SIGKILL)
            assert "again in 0.5 s" in read_until(process, "worker stopped (SIGKILL)")[-1]
            assert product.started_again("worker")
            assert len(product.starts("bot")) == 1

    def test_a_dead_database_comes_back_at_the_same_address(self, product: FakeProduct) -> None:
        with ready(product) as (process, _):
            pid_file = product.data.joinpath("postgres").resolve() / "postmaster.pid"
            before = pid_file.read_text().split("\n")
            os.kill(int(before[0]), signal.SIGKILL)
            read_until(process, "PostgreSQL stopped (SIGKILL)")
            assert product.told("api")["PARLEY_DATABASE_URL"].endswith(f":{before[3]}/parley")
            assert wait_until(lambda: _answers(int(before[3])), limit=20, every=0.1)
            assert pid_file.read_text().split("\n")[0] != before[0]

    def test_a_child_that_dies_again_and_again_stops_everything(self, product: FakeProduct) -> None:
        said = refused(product, FAKE_WORKER="dies")
        assert "worker stopped (exit code 1) 5 times within a minute" in said
        assert "no luck today" in said
        assert gone(*product.starts("api"), *product.starts("bot"))

    def test_changed_code_restarts_who_uses_it(self, product: FakeProduct) -> None:
        with ready(product, "--reload") as (process, _):
            (product.root / "bot" / "view.py").write_text("NEW = 1\n")
            said = read_until(process, "bot: its code changed")
            assert any("worker: its code changed" in line for line in said)
            assert product.started_again("bot")
            assert product.started_again("worker")
            assert len(product.starts("api")) == 1


class TestStop:
    def test_everything_ends_in_the_opposite_order(self, product: FakeProduct) -> None:
        with ready(product) as (process, _):
            pids = children(process)
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
        stops = [line.split()[0] for line in product.journal() if line.endswith("stops")]
        assert stops == SERVICES[::-1]
        assert gone(*pids, limit=1)
        assert "database system is shut down" in (product.data / "logs/postgres.log").read_text()

    def test_a_second_request_does_not_wait_for_the_stubborn(self, product: FakeProduct) -> None:
        with ready(product, FAKE_BOT="stubborn") as (process, _):
            process.send_signal(signal.SIGTERM)
            read_until(process, "Stopping")
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(1)
            process.send_signal(signal.SIGTERM)
            assert process.wait(8) == 0

    @pytest.mark.skipif(not Path("/proc").exists(), reason="no death signal on this system")
    def test_kill_9_leaves_no_child_and_the_next_start_has_the_same_data(
        self, product: FakeProduct
    ) -> None:
        with ready(product) as (process, _):
            secrets = (product.data / "secrets.json").read_text()
            pids = children(process)
            process.kill()
            assert len(pids) >= len(SERVICES) + 2
            assert gone(*pids)
        with ready(product):
            pass
        assert (product.data / "secrets.json").read_text() == secrets

    @pytest.mark.skipif(not Path("/proc").exists(), reason="no death signal on this system")
    def test_it_ends_with_the_make_that_started_it(self, product: FakeProduct) -> None:
        shell = f"'{sys.executable}' -m infra.local.up --with-parent & wait"
        with subprocess.Popen(
            ["/bin/sh", "-c", shell],
            cwd=product.root,
            env=product.environment(),
            stdout=subprocess.PIPE,
            text=True,
        ) as caller:
            read_until(caller, READY)
            pids = [child.pid for child in psutil.Process(caller.pid).children(recursive=True)]
            caller.kill()
            assert len(pids) > len(SERVICES)
            assert gone(*pids)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0

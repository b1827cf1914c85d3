import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from infra.local import redis as local_redis
from infra.local.process import StartError
from infra.local.redis import Redis
from tests.local_stack.holder import PASSWORD
from tests.local_stack.parents import a_parent, gone, read_line
from tests.servers import a_folder, a_redis


@pytest.fixture
def folder() -> Iterator[Path]:
    with a_folder() as made:
        yield made


@pytest.fixture
def server() -> Iterator[Redis]:
    with a_redis() as started:
        yield started


def a_server(folder: Path, *, port: int = 0) -> Redis:
    return Redis(folder / "redis", password=PASSWORD, port=port)


class TestStart:
    def test_nothing_is_evicted_and_everything_is_written_down(self, server: Redis) -> None:
        with redis.Redis.from_url(server.url()) as client:
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
            assert client.config_get("appendonly") == {"appendonly": "yes"}

    def test_without_the_password_nothing_is_said(self, server: Redis) -> None:
        with redis.Redis(port=server.port) as client, pytest.raises(redis.AuthenticationError):
            client.get("a")

    def test_the_password_is_not_for_other_accounts_to_read(self, server: Redis) -> None:
        assert (server.data / "redis.conf").stat().st_mode & 0o077 == 0

    def test_the_path_may_have_spaces_and_quotes(self, folder: Path) -> None:
        odd = folder / 'a "quoted" \\ place'
        odd.mkdir()
        with a_server(odd) as started:
            assert started.ready()

    def test_a_taken_port_names_the_setting_to_change(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            taken = other.getsockname()[1]
            with pytest.raises(StartError, match=f"{taken}.*PARLEY_REDIS_PORT"):
                a_server(folder, port=taken).start()

    def test_a_second_server_on_the_same_data_is_refused(
        self, server: Redis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(local_redis, "_LEAVING", 0.2)
        with pytest.raises(StartError, match="Another Redis"):
            Redis(server.data, password=PASSWORD).start()
        assert server.ready()


class TestFlush:
    def test_it_empties_its_own_server(self, server: Redis) -> None:
        with redis.Redis.from_url(server.url()) as client:
            client.set("a", "1")
            server.flush()
            assert client.get("a") is None

    def test_it_spares_another_server_on_its_port(self, server: Redis, folder: Path) -> None:
        with a_server(folder) as other, redis.Redis.from_url(server.url()) as client:
            client.set("a", "1")
            own_port, other.port = other.port, server.port
            other._password = server._password
            with pytest.raises(RuntimeError, match="nothing was flushed"):
                other.flush()
            assert client.get("a") == b"1"
            other.port = own_port


class TestPersistence:
    def test_what_was_acknowledged_survives_kill_9(self, server: Redis) -> None:
        with redis.Redis.from_url(server.url()) as client:
            client.set("a", "1")
        server.kill9()
        server.restart()
        with redis.Redis.from_url(server.url()) as client:
            assert client.get("a") == b"1"

    @pytest.mark.skipif(not Path("/proc").exists(), reason="no death signal on this system")
    def test_it_ends_with_its_parent_and_keeps_what_it_had(self, folder: Path) -> None:
        with a_parent("tests.local_stack.holder", "redis", folder) as parent:
            pid, port = map(int, read_line(parent).split())
            with redis.Redis(port=port, password=PASSWORD) as client:
                client.set("a", "1")
            parent.kill()
            assert gone(pid)
        with a_server(folder) as again, redis.Redis.from_url(again.url()) as client:
            assert client.get("a") == b"1"

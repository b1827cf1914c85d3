import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest

from infra.local import postgres, postgres_install
from infra.local.postgres import Postgres
from infra.local.postgres_data import remove_stale_pid_file
from infra.local.process import StartError
from tests.local_stack.holder import PASSWORD
from tests.local_stack.parents import a_parent, gone, read_line
from tests.servers import a_folder, a_postgres


@pytest.fixture
def folder() -> Iterator[Path]:
    with a_folder() as made:
        yield made


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with a_postgres() as started:
        yield started


def a_server(folder: Path, *, port: int = 0) -> Postgres:
    return Postgres(folder / "postgres", password=PASSWORD, port=port)


class TestStart:
    async def test_it_can_be_reached_over_tcp_and_over_its_socket(self, server: Postgres) -> None:
        for url in (server.url(), server.socket_url()):
            connection = await asyncpg.connect(url, timeout=10)
            assert await connection.fetchval("SELECT current_database()") == "parley"
            await connection.close()

    async def test_a_wrong_password_is_refused_everywhere(self, server: Postgres) -> None:
        for url in (server.url(), server.socket_url()):
            login, _, place = url.rpartition("@")
            wrong = f"{login.rpartition(':')[0]}:guess@{place}"
            with pytest.raises(asyncpg.InvalidPasswordError):
                await asyncpg.connect(wrong, timeout=10)

    def test_it_listens_on_loopback_alone(self, server: Postgres) -> None:
        assert server.sql("SHOW listen_addresses") == "127.0.0.1"

    def test_text_is_utf8_in_a_locale_that_no_system_update_changes(self, server: Postgres) -> None:
        row = "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'parley'"
        assert server.sql(row) == "b|C.UTF-8"

    def test_what_it_acknowledges_is_on_disk(self, server: Postgres) -> None:
        assert server.sql("SHOW fsync") == "on"

    async def test_it_serves_inside_async_with_too(self, folder: Path) -> None:
        async with a_server(folder) as started:
            assert started.ready()
        assert not started.ready()

    def test_the_path_may_be_long_and_have_spaces_and_quotes(self, folder: Path) -> None:
        long = folder / ('it\'s a "long" one ' * 6)
        long.mkdir(mode=0o755)
        with a_server(long) as started:
            assert started.ready()
            assert not started.sockets.is_relative_to(long)
        assert not started.sockets.exists()

    def test_a_taken_port_names_the_setting_to_change(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            taken = other.getsockname()[1]
            with pytest.raises(StartError, match=f"{taken}.*PARLEY_POSTGRES_PORT"):
                a_server(folder, port=taken).start()

    def test_data_of_another_version_is_left_alone(self, folder: Path) -> None:
        (folder / "postgres").mkdir()
        (folder / "postgres" / "PG_VERSION").write_text("17\n")
        with pytest.raises(StartError, match=r"(?s)PostgreSQL 17.*PARLEY_DATABASE_URL"):
            a_server(folder).start()

    def test_an_interrupted_first_start_is_begun_anew(self, folder: Path) -> None:
        (folder / "postgres.new" / "base").mkdir(parents=True)
        with a_server(folder) as started:
            assert started.ready()

    def test_a_second_server_on_the_same_data_is_refused(
        self, server: Postgres, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgres, "_LEAVING", 0.2)
        second = Postgres(server.data, password=PASSWORD)
        with pytest.raises(StartError, match="Another PostgreSQL"):
            second.start()
        assert server.ready()

    def test_a_missing_wheel_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postgres_install, "find_spec", lambda _: None)
        with pytest.raises(StartError, match="PARLEY_DATABASE_URL"):
            postgres_install.find_install(None)


class TestReady:
    def test_another_server_on_its_port_is_not_itself(self, server: Postgres, folder: Path) -> None:
        other = a_server(folder)
        other.process, other.port, other._password = server.process, server.port, server._password
        assert server.ready()
        assert not other.ready()


class TestPidFile:
    def test_a_pid_that_now_belongs_to_another_program_does_not_stop_the_start(
        self, folder: Path
    ) -> None:
        started = a_server(folder).start()
        pid_file = started.data / "postmaster.pid"
        left_behind = pid_file.read_text()
        started.stop()
        with subprocess.Popen(["/bin/sleep", "60"]) as stranger:
            pid_file.write_text(left_behind.replace(str(started.pid), str(stranger.pid), 1))
            with started:
                assert started.ready()
            stranger.kill()

    def test_a_living_server_is_not_driven_out(self, server: Postgres) -> None:
        with pytest.raises(StartError, match=f"process {server.pid}"):
            remove_stale_pid_file(server.data)
        assert (server.data / "postmaster.pid").exists()

    def test_an_unreadable_one_is_removed(self, tmp_path: Path) -> None:
        (tmp_path / "postmaster.pid").write_text("")
        remove_stale_pid_file(tmp_path)
        assert not (tmp_path / "postmaster.pid").exists()


class TestPersistence:
    def test_rows_survive_kill_9_of_the_postmaster(self, folder: Path) -> None:
        with a_server(folder) as started:
            started.sql("CREATE TABLE kept AS SELECT 1 AS n")
            port = started.port
            started.kill9()
            started.restart()
            assert started.sql("SELECT n FROM kept") == "1"
            assert started.port == port

    def test_rows_survive_a_stop_at_once(self, folder: Path) -> None:
        with a_server(folder) as started:
            started.sql("CREATE TABLE kept AS SELECT 1 AS n")
            started.stop_at_once()
            assert not started.ready()
            assert started.restart().sql("SELECT n FROM kept") == "1"

    @pytest.mark.skipif(not Path("/proc").exists(), reason="no death signal on this system")
    def test_kill_9_of_the_parent_ends_it_cleanly_with_all_rows(self, folder: Path) -> None:
        with a_parent("tests.local_stack.holder", "postgres", folder) as parent:
            pid, port = map(int, read_line(parent).split())
            a_view = a_server(folder)
            a_view.port = port
            a_view.sql("CREATE TABLE kept AS SELECT 1 AS n")
            parent.kill()
            assert gone(pid)
        assert "database system is shut down" in a_view.log.read_text()
        with a_server(folder) as again:
            assert again.sql("SELECT n FROM kept") == "1"

    def test_the_next_start_waits_for_the_last_server_to_leave(self, folder: Path) -> None:
        first = a_server(folder).start()
        os.kill(first.pid, signal.SIGINT)
        with a_server(folder) as second:
            assert second.ready()
            assert not first.alive()


class TestDatabases:
    async def test_a_copy_has_what_the_template_has(self, server: Postgres) -> None:
        server.create_database("a_template")
        server.sql("CREATE TABLE words (word text)", database="a_template")
        connection = await asyncpg.connect(server.create_database("a_copy", template="a_template"))
        assert await connection.fetchval("SELECT count(*) FROM words") == 0
        server.drop_database("a_copy")
        assert connection.is_closed() or await connection.close(timeout=5) is None

    def test_a_name_is_no_place_for_sql(self, server: Postgres) -> None:
        with pytest.raises(ValueError, match="not a name"):
            server.create_database('x"; DROP DATABASE parley; --')

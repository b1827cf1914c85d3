"""Starting servers that cannot outlive their parent, and telling people what went wrong."""

import ctypes
import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

LOOPBACK = "127.0.0.1"
_PR_SET_PDEATHSIG = 1
_OUR_PORTS = range(20_000, 32_000)  # below what Linux and macOS lend to connections


class StartError(Exception):
    """Something did not start; the message says in a line or two what to do about it."""


@dataclass(frozen=True)
class Account:
    """The system account that a server runs as, when that is not our own."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Command:
    """A program, and how it is run as a child of this process.

    `death_signal` is what the kernel sends it when this process dies, even by kill -9
    (Linux only). It follows the *thread* that starts the child: start children from the main one.
    """

    words: Sequence[str | Path]
    env: Mapping[str, str] | None = None
    account: Account | None = None
    death_signal: signal.Signals = signal.SIGTERM
    cwd: Path | None = None


def spawn(command: Command, *, log: Path, keep: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Start a direct child in a process group of its own; its output is added to `log`.

    `keep` are file descriptors that it inherits.
    """
    account = command.account
    with log.open("ab") as output:
        return subprocess.Popen(
            [os.fspath(word) for word in command.words],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=command.env,
            cwd=command.cwd,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            process_group=0,
            pass_fds=keep,
            # The only way to call prctl in a direct child; it runs after the change of user,
            # which would undo it.
            preexec_fn=die_with_parent(command.death_signal),  # noqa: PLW1509
        )


def die_with_parent(
    death_signal: signal.Signals, *, parent: int | None = None
) -> Callable[[], None] | None:
    """What a process calls to be signalled when its parent dies; None where nothing can be.

    `parent` is this process unless named: the one that is about to make a child.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    expected = os.getpid() if parent is None else parent

    def arrange() -> None:
        prctl(_PR_SET_PDEATHSIG, int(death_signal))
        if os.getppid() != expected:  # it died before the line above
            os.kill(os.getpid(), death_signal)

    return arrange


def end(
    process: subprocess.Popen[bytes],
    *,
    by: signal.Signals = signal.SIGTERM,
    grace: float = 10.0,
) -> None:
    """Ask a child to stop, wait `grace` seconds, then kill its group. Harmless on a dead one."""
    with suppress(ProcessLookupError):
        process.send_signal(by)
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(grace)


def wait_until(check: Callable[[], bool], *, limit: float, every: float = 0.02) -> bool:
    """Whether `check` came true within `limit` seconds."""
    deadline = time.monotonic() + limit
    while not check():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


@contextmanager
def lock(path: Path, *, patience: float, refusal: str) -> Iterator[int]:
    """Hold `path` locked; a child that inherits the descriptor goes on holding it until it dies."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if not wait_until(lambda: _locked(descriptor), limit=patience, every=0.1):
            raise StartError(refusal)
        yield descriptor
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens at this moment. Raises StartError.

    It is one that the kernel gives to nobody by itself, so that it is still free when its owner
    comes, and comes back, seconds or hours later.
    """
    for _ in range(1000):
        port = secrets.choice(_OUR_PORTS)
        if _is_free(port):
            return port
    raise StartError(f"No free port between {_OUR_PORTS[0]} and {_OUR_PORTS[-1]}.")


def require_free_port(port: int, *, setting: str, patience: float = 3.0) -> None:
    """Raise StartError, naming the setting to change, when somebody goes on listening there."""
    if not wait_until(lambda: _is_free(port), limit=patience, every=0.2):
        message = f"Port {port} is taken by another program. Set {setting} to a free port."
        raise StartError(message)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port whose last connections are only fading away counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def last_lines(log: Path, count: int = 5) -> str:
    """The end of a log, at most 8 KB of it, for an error message."""
    with suppress(OSError), log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 8192))
        lines = file.read().decode(errors="replace").splitlines()
        return "\n".join(line[:300] for line in lines[-count:])
    return ""

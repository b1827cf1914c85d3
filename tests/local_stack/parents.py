"""Running a program that holds children, and looking at what is left of them."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from infra.local.process import wait_until

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def a_parent(
    *words: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A `python -m …` in a session of its own, gone at the end whatever happens."""
    process = subprocess.Popen(
        [sys.executable, "-m", *map(str, words)],
        cwd=cwd,
        env=env or {**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)
        if process.stdout:
            process.stdout.close()


def read_until(process: subprocess.Popen[str], words: str, *, limit: float = 150) -> list[str]:
    """The lines that it prints up to one with `words`; all of them when it ends before.

    It is killed when `limit` seconds pass without them.
    """
    lines: list[str] = []
    alarm = threading.Timer(limit, process.kill)
    alarm.start()
    for line in process.stdout or ():
        lines.append(line.rstrip("\n"))
        if words in line:
            break
    alarm.cancel()
    alarm.join()
    return lines


def read_line(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline() if process.stdout else ""


def gone(*pids: int, limit: float = 20.0) -> bool:
    """Whether all these processes ended in time."""
    return wait_until(lambda: not any(map(_runs, pids)), limit=limit, every=0.1)


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False

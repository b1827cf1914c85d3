"""Brings services up in order, keeps them up, and takes them down in the opposite order."""

import math
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from infra.local.child import Child, Say, Service, cause
from infra.local.logs import rotate
from infra.local.process import StartError, end, last_lines

_TICK = 0.1  # seconds
_ECHO = 0.5  # seconds: make repeats a signal that the whole process group has got already
_GRACE = 10.0  # seconds that a service gets to stop


class Interrupted(BaseException):
    """Somebody asked for the end: not an error, and not to be caught as one."""


@dataclass(frozen=True)
class Task:
    """A process to run once to its end before the next step."""

    title: str
    log: Path
    spawn: Callable[[], subprocess.Popen[bytes]]
    limit: float = 300.0  # seconds


Step = Task | Sequence[Service]  # services of one step start together


class Supervisor:
    """Everything happens in the thread that calls it, which must be the main one."""

    def __init__(self, say: Say, *, reloading: bool = False) -> None:
        self._say = say
        self._reloading = reloading
        self._children: list[Child] = []
        self._stop_asked = 0
        self._last_signal = -math.inf

    def on_signal(self, number: int, _frame: FrameType | None) -> None:
        """The first asks for a clean end; a later one means now."""
        del number
        now = time.monotonic()
        if now - self._last_signal > _ECHO:
            self._stop_asked += 1
        self._last_signal = now

    def listen(self) -> None:
        """Let Ctrl-C, a polite kill and a closed terminal end the stack."""
        signal.signal(signal.SIGINT, self.on_signal)
        signal.signal(signal.SIGTERM, self.on_signal)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup asks to stay
            signal.signal(signal.SIGHUP, self.on_signal)

    def bring_up(self, steps: Iterable[Step]) -> None:
        """Take the steps one after the other. Raises StartError, Interrupted."""
        for step in steps:
            if isinstance(step, Task):
                self._run(step)
            else:
                self._start(step)

    def keep_up(self, changes: Iterator[set[str]] | None = None) -> None:
        """Watch over the services until the end is asked for. Raises StartError, Interrupted.

        Each item of `changes` may take a fraction of a second to come and names changed packages.
        """
        while True:
            self._tick()
            if changes is None:
                time.sleep(_TICK)
                continue
            changed = next(changes)
            for child in self._children:
                if child.service.watches & changed:
                    child.reload()

    def take_down(self) -> None:
        """End the services, the last one first."""
        for child in reversed(self._children):
            child.ask_to_stop()
            deadline = time.monotonic() + _GRACE
            while child.alive() and time.monotonic() < deadline and not self._urgent():
                time.sleep(_TICK / 2)
            if child.alive():
                child.kill()
        self._children.clear()

    def _urgent(self) -> bool:
        return self._stop_asked > 1

    def _tick(self) -> None:
        if self._stop_asked:
            raise Interrupted
        for child in self._children:
            child.tick(time.monotonic())

    def _start(self, services: Sequence[Service]) -> None:
        begun = time.monotonic()
        waiting = [Child(service, self._say, reloading=self._reloading) for service in services]
        for child in waiting:
            self._children.append(child)
            child.start()
        while waiting:
            self._tick()
            for child in [child for child in waiting if child.ready()]:
                waiting.remove(child)
                self._report(child.service.title, child.service.where(), begun)
            for child in waiting:
                _require_patience(child.service, time.monotonic() - begun)
            time.sleep(_TICK / 2)

    def _run(self, task: Task) -> None:
        begun = time.monotonic()
        rotate(task.log)
        process = task.spawn()
        try:
            while process.poll() is None:
                self._tick()
                if time.monotonic() - begun > task.limit:
                    raise StartError(f"{task.title}: no end after {task.limit:g} s. See {task.log}")
                time.sleep(_TICK / 2)
        finally:
            end(process)
        if process.returncode != 0:
            message = f"{task.title} failed ({cause(process.returncode)}). The end of {task.log}:\n"
            raise StartError(message + last_lines(task.log))
        self._report(task.title, "done", begun)

    def _report(self, title: str, state: str, begun: float) -> None:
        self._say(f"  {title:<11} {state or 'running':<24} {time.monotonic() - begun:4.1f} s")


def _require_patience(service: Service, waited: float) -> None:
    if waited > service.patience:
        message = (
            f"{service.title} is not ready after {service.patience:g} s. "
            f"The end of {service.log}:\n{last_lines(service.log)}"
        )
        raise StartError(message)

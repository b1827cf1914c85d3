"""One service of the stack over its life: started, watched, restarted after a death, ended."""

import math
import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from infra.local.logs import Tail, rotate, troubling
from infra.local.process import StartError, last_lines

_WINDOW = 60.0  # seconds in which so many deaths are too many:
_TOO_MANY = 5
_LONGEST_PAUSE = 15.0  # seconds
_SHOWN = 8  # different troubling lines of one service in so many seconds
_QUIET = 30.0

Say = Callable[[str], None]


@dataclass(frozen=True)
class Service:
    """A process to keep running. `ready` may block for a few seconds and must not raise."""

    title: str
    log: Path
    spawn: Callable[[], subprocess.Popen[bytes]]
    ready: Callable[[], bool] = lambda: True
    where: Callable[[], str] = lambda: ""
    settle: float = 0.0  # seconds alive before it counts as ready
    patience: float = 120.0  # seconds until not being ready is a failure
    stop_signal: signal.Signals = signal.SIGTERM
    watches: frozenset[str] = frozenset()  # packages whose change restarts it
    speaks: bool = True  # whether troubling lines of its log are shown


def pause_after(deaths: int) -> float:
    """Seconds to wait after so many deaths in a minute."""
    return min(0.5 * 2.0 ** (deaths - 1), _LONGEST_PAUSE)


class Child:
    """A service and the process that is it at the moment. Times are of the monotonic clock."""

    def __init__(self, service: Service, say: Say, *, reloading: bool = False) -> None:
        self.service = service
        self._say = say
        self._waits_for_change = reloading and bool(service.watches)
        rotate(service.log)
        self._tail = Tail(service.log)
        self._process: subprocess.Popen[bytes] | None = None
        self._deaths: deque[float] = deque(maxlen=_TOO_MANY)
        self._again_at = 0.0
        self._born = 0.0
        self._shown: dict[str, float] = {}

    def start(self) -> None:
        """Start the process. Raises StartError."""
        self._process = self.service.spawn()
        self._born = time.monotonic()

    def ready(self) -> bool:
        settled = time.monotonic() - self._born >= self.service.settle
        return self.alive() and settled and self.service.ready()

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def tick(self, now: float) -> None:
        """Show what is new; notice a death; come back when its pause is over.

        Raises StartError after too many deaths.
        """
        self._show_trouble(now)
        if self.alive():
            return
        if self._process is not None:
            self._mourn(self._process, now)
        elif now >= self._again_at:
            self.start()

    def reload(self) -> None:
        """Restart because its code changed: no death, and none of the earlier ones counts."""
        self._say(f"  {self.service.title}: its code changed, restarting")
        self._deaths.clear()
        self.ask_to_stop()
        self.wait(5.0)
        self.start()

    def ask_to_stop(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(self.service.stop_signal)

    def wait(self, limit: float) -> None:
        """Wait for its end, and kill it after `limit` seconds."""
        if self._process is None:
            return
        try:
            self._process.wait(limit)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Kill its whole group."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)

    def _mourn(self, process: subprocess.Popen[bytes], now: float) -> None:
        self._process = None
        self._deaths.append(now)
        recent = sum(now - death < _WINDOW for death in self._deaths)
        ending = f"{self.service.title} stopped ({cause(process.returncode)})"
        end_of_log = _indented(last_lines(self.service.log))
        if recent < _TOO_MANY:
            pause = pause_after(recent)
            self._again_at = now + pause
            self._say(f"  {ending}; again in {pause:g} s. The end of its log:\n{end_of_log}")
        elif self._waits_for_change:
            self._again_at = math.inf
            self._say(f"  {ending} again and again; it waits for its code to change")
        else:
            message = (
                f"{ending} {recent} times within a minute, so everything is stopped.\n"
                f"The end of {self.service.log}:\n{end_of_log}"
            )
            raise StartError(message)

    def _show_trouble(self, now: float) -> None:
        """No line twice in a while, and no flood: the rest is in the log."""
        fresh = self._tail.fresh() if self.service.speaks else []
        texts = [text for text in map(troubling, fresh) if text]
        self._shown = {text: at for text, at in self._shown.items() if now - at < _QUIET}
        for text in texts:
            if text not in self._shown and len(self._shown) < _SHOWN:
                self._shown[text] = now
                self._say(f"  {self.service.title}: {text}")


def cause(returncode: int) -> str:
    """How a process ended, in words."""
    if returncode >= 0:
        return f"exit code {returncode}"
    try:
        return signal.Signals(-returncode).name
    except ValueError:
        return f"signal {-returncode}"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())

"""Worker processes to be killed, each by its own id, and replaced."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

Work = Callable[[str, str, str], None]


class Workforce:
    def __init__(self, work: Work, *, size: int, urls: tuple[str, str], log: Path) -> None:
        # Forked from one process that has everything imported: a new worker works at once.
        self._nursery = multiprocessing.get_context("forkserver")
        self._nursery.set_forkserver_preload(["tests.chaos.worker"])
        self._work = work
        self._size = size
        self._args = (*urls, str(log))
        self._members: list[BaseProcess] = []
        self.killed = 0

    def __enter__(self) -> Self:
        self.fill()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for one in self._members:
            _kill(one)

    def fill(self) -> None:
        """Replace those that are gone, as a supervisor does."""
        self._members = [one for one in self._members if one.is_alive()]
        while len(self._members) < self._size:
            one = self._nursery.Process(target=self._work, args=self._args, daemon=True)
            one.start()
            self._members.append(one)

    def kill_one(self, chance: Random) -> None:
        _kill(chance.choice(self._members))
        self.killed += 1
        self.fill()


def _kill(one: BaseProcess) -> None:
    one.kill()
    one.join(10)

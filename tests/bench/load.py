"""The load generator, a process of its own: reads a `Load` as JSON, writes its `Measured` as JSON.

Every connection plays learners of its own, one after the other: one session each.
"""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import count
from random import Random
from time import perf_counter
from typing import Any

import orjson
import uvloop

from tests.bench.contents import answer_to
from tests.bench.wire import Connection, connect

SESSION = 15  # answers
RIGHT = 0.8
PATIENCE = 30.0  # seconds for the last answers


@dataclass(frozen=True)
class Load:
    """`learners` are the subjects and profiles to play from no. `first`, round and round.

    Without learners the bare route is asked for one of `exercises` at a time. A connection rests
    for `pause` seconds after each reply.
    """

    port: int
    connections: int
    seconds: float
    token: str = ""
    bot: int = 0
    first_subject: int = 0
    first: int = 0
    learners: int = 0
    exercises: int = 0
    pause: float = 0.0


@dataclass
class Measured:
    """Latencies in milliseconds of the requests that ended in time; how many learners played."""

    answer: list[float] = field(default_factory=list)
    next_action: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    played: int = 0


class Player:
    """One connection."""

    def __init__(self, load: Load, connection: Connection, chance: Random) -> None:
        self._load = load
        self._connection = connection
        self._chance = chance
        self.measured = Measured()
        self._until = perf_counter() + load.seconds

    async def ask_bare(self) -> None:
        while self._goes_on():
            id = self._chance.randint(1, self._load.exercises)
            await self._timed(self.measured.bare, f"GET /exercises/{id}", "", b"")

    async def play(self, numbers: Iterator[int]) -> None:
        while self._goes_on():
            number = next(numbers)
            self.measured.played += 1
            await self._session(number % self._load.learners + 1)

    async def _session(self, profile: int) -> None:
        person = (
            f"authorization: Bearer {self._load.token}\r\nx-bot: {self._load.bot}\r\n"
            f"x-actor: telegram:{self._load.first_subject + profile}\r\n"
        )
        action = await self._next(profile, person, go_on=False)
        answered = 0
        while answered < SESSION and action["type"] != "limit" and self._goes_on():
            if action["type"] == "exercise":
                action = await self._answer(action["exercise"], person)
                answered += 1
            else:
                action = await self._next(profile, person, go_on=True)

    async def _next(self, profile: int, person: str, *, go_on: bool) -> dict[str, Any]:
        path = f"POST /api/v1/profiles/{profile}/next-action"
        body = orjson.dumps({"go_on": go_on})
        reply = await self._timed(self.measured.next_action, path, person, body)
        return dict(reply["next"])

    async def _answer(self, exercise: dict[str, Any], person: str) -> dict[str, Any]:
        path = f"POST /api/v1/attempts/{exercise['attempt_id']}/answer"
        answer = answer_to(exercise["shown"], right=self._chance.random() < RIGHT)
        body = orjson.dumps({"answer": answer})
        reply = await self._timed(self.measured.answer, path, person, body)
        return dict(reply["next"])

    async def _timed(self, into: list[float], path: str, headers: str, body: bytes) -> Any:
        began = perf_counter()
        reply = await self._connection.ask(path, headers, body)
        ended = perf_counter()
        if ended < self._until:
            into.append((ended - began) * 1000)
        if self._load.pause:
            await asyncio.sleep(self._load.pause)
        return orjson.loads(reply)

    def _goes_on(self) -> bool:
        return perf_counter() < self._until


async def run(load: Load) -> Measured:
    connections = [await connect(load.port) for _ in range(load.connections)]
    players = [Player(load, each, Random(load.first + i)) for i, each in enumerate(connections)]
    numbers = count(load.first)
    async with asyncio.timeout(load.seconds + PATIENCE):
        if load.learners:
            await asyncio.gather(*(player.play(numbers) for player in players))
        else:
            await asyncio.gather(*(player.ask_bare() for player in players))
    for connection in connections:
        connection.close()
    return _together([player.measured for player in players])


def _together(parts: list[Measured]) -> Measured:
    whole = Measured()
    for part in parts:
        whole.answer += part.answer
        whole.next_action += part.next_action
        whole.bare += part.bare
        whole.played += part.played
    return whole


if __name__ == "__main__":
    given = Load(**orjson.loads(sys.stdin.buffer.read()))
    measured = uvloop.run(run(given))
    # Buffered whatever the environment says: an unbuffered write may end half-way.
    with open(1, "wb", closefd=False) as output:
        output.write(orjson.dumps(asdict(measured)))

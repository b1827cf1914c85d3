"""How PostgreSQL runs the statements of a press: those that the product really sends, prepared."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any, TypeAlias

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts import service
from backend.attempts.advancing import World
from backend.attempts.schemas import AnswerIn, GiveUp
from backend.db import create_engine, create_sessions
from backend.exercises.kinds.base import Typed
from backend.gateways.grammar import NoGrammar
from backend.judging.worth import Given
from backend.kit.actor import Actor
from backend.lessons.schemas import MISTAKES, ExerciseNext
from tests.bench.seed import FIRST_SUBJECT
from tests.factories import BOT

GROWING = frozenset(
    [
        *("attempts", "exercises", "exercise_points", "memories", "reviews", "mistakes"),
        *("users", "profiles", "identities", "chats", "flags", "verdicts", "judgements"),
    ]
)
MODES = ("force_generic_plan", "force_custom_plan")

Sent: TypeAlias = tuple[str, tuple[Any, ...]]
Press: TypeAlias = Callable[[AsyncSession, int], Awaitable[Any]]


@dataclass(frozen=True)
class Plan:
    """A plan as it ran: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)`; times in milliseconds."""

    root: dict[str, Any]
    planning: float
    execution: float

    def read_whole(self) -> set[str]:
        """The growing tables that were read from end to end."""
        scans = [node for node in _nodes(self.root) if node["Node Type"] == "Seq Scan"]
        return {node["Relation Name"] for node in scans} & GROWING

    def buffers(self) -> int:
        """Pages of 8 KB that were touched, wherever they lay."""
        # A CTE that only writes, and that nothing reads from, is not in the sum of the root.
        read = {node.get("CTE Name") for node in _nodes(self.root)}
        apart = [
            node
            for node in self.root.get("Plans", ())
            if node.get("Subplan Name", "").startswith("CTE ")
            and node["Subplan Name"].removeprefix("CTE ") not in read
        ]
        return sum(
            node["Shared Hit Blocks"] + node["Shared Read Blocks"] for node in (self.root, *apart)
        )


def _world(profile: int) -> World:
    actor = Actor(provider="telegram", subject=str(FIRST_SUBJECT + profile), bot_id=BOT)
    return World(actor, datetime.now(UTC), Random(1), NoGrammar())


async def _answer(session: AsyncSession, profile: int) -> None:
    driver = await (await session.connection()).get_raw_connection()
    assert driver.driver_connection is not None
    id = await driver.driver_connection.fetchval(
        "SELECT id FROM attempts WHERE profile_id = $1 AND answered_at IS NULL", profile
    )
    await service.answer(session, id, AnswerIn(answer=GiveUp()), _world(profile))


async def _answer_open(session: AsyncSession, profile: int) -> None:
    given = AnswerIn(answer=GiveUp(), key="message-1")
    await service.answer(session, service.OPEN, given, _world(profile))


# What the rules leave open. What the driver itself is told stays, and is none of the press.
_UNSEEN = "dit is een prima nummer"
_SEEN = "dit is een erg goedkoop nummer"
_TO_TRANSLATE = """UPDATE attempts a SET exercise_id = (
    SELECT e.id FROM exercises e JOIN profiles p ON p.target = e.language
     WHERE p.id = a.profile_id AND e.kind = 'translate' ORDER BY e.id LIMIT 1)
  WHERE profile_id = $1 AND answered_at IS NULL RETURNING a.id, a.exercise_id"""
_BUY = """INSERT INTO verdicts (exercise_id, digest, answer, verdict, known_at)
  VALUES ($1, $2, '', 'correct', now()) ON CONFLICT DO NOTHING"""


async def _unseen(session: AsyncSession, profile: int) -> Any:
    driver = await (await session.connection()).get_raw_connection()
    assert driver.driver_connection is not None
    return await driver.driver_connection.fetchrow(_TO_TRANSLATE, profile)


async def _checked(session: AsyncSession, profile: int) -> None:
    row = await _unseen(session, profile)
    given = AnswerIn(answer=Typed(text=_UNSEEN), key="message-2")
    world = replace(_world(profile), judged=True)
    answered = await service.answer(session, row["id"], given, world)
    assert '"checking":true' in answered.reply


async def _bought(session: AsyncSession, profile: int) -> None:
    row = await _unseen(session, profile)
    driver = await (await session.connection()).get_raw_connection()
    assert driver.driver_connection is not None
    digest = Given(_SEEN, "nl", (), ()).digest
    await driver.driver_connection.execute(_BUY, row["exercise_id"], digest)
    given = AnswerIn(answer=Typed(text=_SEEN), key="message-3")
    world = replace(_world(profile), judged=True)
    answered = await service.answer(session, row["id"], given, world)
    assert '"verdict":"correct"' in answered.reply


async def _next_action(session: AsyncSession, profile: int) -> None:
    # The next profile has nothing open (see seed.sql), so that an exercise is chosen for it.
    await service.next_action(session, profile + 1, _world(profile + 1), go_on=False)


async def _a_point(session: AsyncSession, profile: int) -> int:
    """One of the profile's course that has exercises at its level."""
    driver = await (await session.connection()).get_raw_connection()
    assert driver.driver_connection is not None
    found: int = await driver.driver_connection.fetchval(
        "SELECT ep.point_id FROM exercises e JOIN exercise_points ep ON ep.exercise_id = e.id"
        " JOIN profiles p ON p.target = e.language AND e.place > p.place"
        " JOIN points t ON t.id = ep.point_id AND t.language = e.language"
        " WHERE p.id = $1 ORDER BY e.place LIMIT 1",
        profile,
    )
    return found


async def _on_a_point(session: AsyncSession, profile: int) -> None:
    point = await _a_point(session, profile + 1)
    await service.next_action(session, profile + 1, _world(profile + 1), go_on=True, on=point)


async def _on_mistakes(session: AsyncSession, profile: int) -> None:
    await service.next_action(session, profile + 1, _world(profile + 1), go_on=True, on=MISTAKES)


async def asked_and_answered(session: AsyncSession, profile: int) -> None:
    """An exercise on a point is asked for, and answered: another one on it follows."""
    world, point = _world(profile + 1), await _a_point(session, profile + 1)
    asked = await service.next_action(session, profile + 1, world, go_on=True, on=point)
    assert isinstance(asked, ExerciseNext)
    given = AnswerIn(answer=GiveUp())
    answered = await service.answer(session, asked.exercise.attempt_id, given, world)
    assert '"because":"focus"' in answered.reply


PRESSES: Mapping[str, Press] = {
    "answer": _answer,
    "typed answer": _answer_open,
    "typed answer to be checked": _checked,
    "typed answer whose verdict was bought": _bought,
    "next action": _next_action,
    "next action on a point": _on_a_point,
    "next action on mistakes": _on_mistakes,
}


async def statements_of(url: str, press: Press, profile: int) -> list[Sent]:
    """What a press of `profile` (which has an exercise open) sends. The press is undone."""
    engine = create_engine(url)
    sent: list[Sent] = []

    def record(*call: Any) -> None:
        _, _, statement, values, *_ = call
        sent.append((statement, values))

    event.listen(engine.sync_engine, "before_cursor_execute", record)
    try:
        async with create_sessions(engine)() as session:
            await press(session, profile)
            await session.rollback()
    finally:
        await engine.dispose()
    return sent


@asynccontextmanager
async def explaining(url: str) -> AsyncIterator[Callable[[Sent, str], Awaitable[Plan]]]:
    """A function that runs a statement once under a plan_cache_mode, and undoes it."""
    connection = await asyncpg.connect(url)

    async def explain(sent: Sent, mode: str) -> Plan:
        statement, values = sent
        given = f"({', '.join(_literal(value) for value in values)})" if values else ""
        undone = connection.transaction()
        await undone.start()
        await connection.execute(f"SET LOCAL plan_cache_mode = {mode}")
        await connection.execute(f"PREPARE explained AS {statement}")
        found = await connection.fetchval(
            f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE explained{given}"
        )
        await undone.rollback()
        await connection.execute("DEALLOCATE explained")
        [plan] = json.loads(found)
        return Plan(plan["Plan"], plan["Planning Time"], plan["Execution Time"])

    try:
        yield explain
    finally:
        await connection.close()


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _literal(value: Any) -> str:
    match value:
        case None:
            return "NULL"
        case datetime() | date():
            text = value.isoformat()
        case list() | tuple():
            text = "{" + ",".join(str(each) for each in value) + "}"
        case _:
            text = str(value)
    return "'" + text.replace("'", "''") + "'"

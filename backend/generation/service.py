"""Orders, drafts and what becomes of them. Nobody is asked here: that is the workers' part."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.catalogue.coverage import EXPLAINED_IN
from backend.catalogue.schemas import Item, Voices
from backend.exercises.grading import FALLBACK
from backend.exercises.kinds.union import CONTENT
from backend.generation import planning, prompting
from backend.generation.gates.base import Context
from backend.generation.gates.registry import GATES, SCHEMA
from backend.generation.jobs import CriticizeDraft, WriteDrafts
from backend.generation.lacking import uses
from backend.generation.likeness import fingerprint
from backend.generation.models import Draft, Order
from backend.generation.planning import Voice, Want
from backend.generation.prompting import Brief
from backend.generation.repository import Drafts, Fingerprints, Orders, Refills
from backend.generation.schemas import DraftState, Ordered, OrderState
from backend.generation.senses import NO_SENSES, Senses
from backend.generation.statements.stock import Stock
from backend.llm.asking import Role
from backend.queue import enqueue

LAPSES = timedelta(hours=3)
GUESSED: Mapping[Role, float] = {Role.generate: 4_000, Role.critique: 1_200}
"""Micro-dollars of a call, until the ledger knows."""
BATCH = 500


@dataclass(frozen=True)
class Plan:
    """What is about to be asked for: `cost` in micro-dollars, about."""

    refill_id: int
    orders: int
    drafts: int
    calls: int
    cost: int


async def plan(
    session: AsyncSession,
    voices: Mapping[str, Voices],
    *,
    now: datetime,
    chance: Random,
    senses: Senses = NO_SENSES,
) -> Plan | None:
    """Order what the stock lacks; None where it lacks nothing, or a refill is under way.

    What could not be heard or said is not ordered.
    """
    refills = Refills(session)
    await refills.lapse(before=now - LAPSES, now=now)
    wanted = await _wanted(session, voices, senses, now=now)
    orders = await _ordered(session, wanted, voices, chance)
    if not orders:
        return None
    calls, cost = await _estimate(refills, orders)
    drafts = sum(order.wanted for order in orders)
    refill_id = await refills.begin(drafts=drafts, calls=calls, cost=cost, planned_at=now)
    if refill_id is None:
        return None
    await _send(session, refill_id, orders, now=now)
    return Plan(refill_id, len(orders), drafts, calls, cost)


async def _wanted(
    session: AsyncSession, voices: Mapping[str, Voices], senses: Senses, *, now: datetime
) -> list[Want]:
    found = await uses(session, now=now, voiced=bool(senses.voices))
    written = [use for use in found if use.language in voices]
    if not planning.lacks(written):
        return []
    cells = await Stock(session).cells()
    served = [cell for cell in cells if senses.serve(cell.kind, cell.language)]
    return planning.wants(written, served, prompting.forms().keys())


async def _ordered(
    session: AsyncSession, wanted: Sequence[Want], voices: Mapping[str, Voices], chance: Random
) -> list[Ordered]:
    if not wanted:
        return []
    refused = await Orders(session).refused()
    topics = await Stock(session).topics()
    made = [
        planning.ordered(
            want,
            _voice(voices[want.language], topics[want.language]),
            refused,
            prompting.versions(),
            chance,
        )
        for want in wanted
    ]
    return [order for order in made if order is not None]


def _voice(voices: Voices, topics: Mapping[str, Any]) -> Voice:
    return Voice(
        sorted(topics),
        [persona.key for persona in voices.personas],
        [tone.key for tone in voices.tones],
    )


async def _estimate(refills: Refills, orders: Sequence[Ordered]) -> tuple[int, int]:
    """Calls, and micro-dollars at what calls have cost lately."""
    costs = {**GUESSED, **await refills.mean_costs()}
    written, read = planning.calls(orders)
    return written + read, round(written * costs[Role.generate] + read * costs[Role.critique])


async def _send(
    session: AsyncSession, refill_id: int, orders: Sequence[Ordered], *, now: datetime
) -> None:
    for order, later in zip(orders, planning.moments(len(orders)), strict=True):
        order_id = await add_order(session, order, refill_id=refill_id)
        job = WriteDrafts(order_id=order_id)
        await enqueue(session, job, run_at=now + later, key=f"order:{order_id}")


async def add_order(session: AsyncSession, order: Ordered, *, refill_id: int | None) -> int:
    digest = planning.digest(order, prompting.versions())
    return await Orders(session).add(refill_id=refill_id, digest=digest, **asdict(order))


@dataclass(frozen=True)
class Assignment:
    """An order that is to be written now."""

    id: int
    refill_id: int | None
    order: Ordered
    brief: Brief
    known: frozenset[str]


async def assignment(session: AsyncSession, order_id: int) -> Assignment | None:
    """None where it was settled before, or its refill was stopped: then it is skipped."""
    found = await Orders(session).find(order_id)
    if found is None or found.state is not OrderState.open:
        return None
    if not await Refills(session).is_running(found.refill_id):
        await Orders(session).settle(order_id, OrderState.skipped)
        return None
    order, stock = of_row(found), Stock(session)
    skill = await stock.skill(order.language, order.skill)
    if skill is None:
        await Orders(session).settle(order_id, OrderState.failed)
        return None
    topics = (await stock.topics()).get(order.language, {})
    near = await stock.siblings(order.language, order.skill, most=prompting.MOST_SIBLINGS)
    siblings = (CONTENT.validate_python(each).right for each in near)
    topic = topics.get(order.topic, {}).get(FALLBACK, order.topic)
    brief = Brief(*skill, topic, tuple(siblings))
    known = frozenset(word.lower() for word in await stock.known(order.language))
    return Assignment(order_id, found.refill_id, order, brief, known)


def of_row(order: Order) -> Ordered:
    names = Ordered.__dataclass_fields__
    return Ordered(**{name: getattr(order, name) for name in names})


async def take_fingerprints(session: AsyncSession, language: str) -> bool:
    """Of a batch of exercises that have none yet. False when there was none left."""
    found = await Fingerprints(session).missing(language, most=BATCH)
    prints = {
        each.id: (each.kind, fingerprint(CONTENT.validate_python(each.content), language))
        for each in found
    }
    await Fingerprints(session).add(prints)
    return bool(found)


async def context(
    session: AsyncSession, item: Item, language: str, known: frozenset[str]
) -> Context:
    """What the gates judge an exercise by."""
    marks = fingerprint(item.content, language).marks
    near = await Fingerprints(session).near(marks)
    return Context(language, item.level, known, tuple(near))


async def keep(
    session: AsyncSession, of: Assignment, drafts: Sequence[Draft], *, now: datetime
) -> None:
    """The drafts of an order, each with what the gates said; the critic reads those that passed."""
    await Drafts(session).add(drafts)
    for draft in drafts:
        if draft.state is DraftState.waiting:
            await enqueue(session, CriticizeDraft(draft_id=draft.id), key=f"draft:{draft.id}")
    await Orders(session).settle(of.id, OrderState.written)
    await close(session, of.id, of.refill_id, now=now)


async def give_up(
    session: AsyncSession, of: Assignment, state: OrderState, *, stopped_by: str = "", now: datetime
) -> None:
    """The order ends without drafts, and its refill with it where `stopped_by` says why."""
    await Orders(session).settle(of.id, state)
    if stopped_by:
        await Refills(session).stop(of.refill_id, by=stopped_by, now=now)
    await close(session, of.id, of.refill_id, now=now)


async def close(
    session: AsyncSession, order_id: int, refill_id: int | None, *, now: datetime
) -> None:
    await Orders(session).end(order_id)
    await Refills(session).end(refill_id, now=now)


def explained() -> tuple[str, ...]:
    """The languages that explanations are written in."""
    return EXPLAINED_IN


def gates_passed(before: str | None) -> list[str]:
    """The gates that were passed before the one that stopped; all, where none did."""
    names = [SCHEMA, *GATES]
    return names if before is None else names[: names.index(before)]

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.models import Exercise
from backend.generation.gates.base import Neighbour
from backend.generation.likeness import Printed
from backend.generation.models import Draft, Fingerprint, Order, Refill
from backend.generation.schemas import DraftState, OrderState, RefillState
from backend.generation.statements.stock import IN_STOCK
from backend.llm.asking import Role
from backend.llm.models import LlmCall

_CALLS = 200
_SETTLED = (OrderState.open, OrderState.written)


class Refills:
    """Plans of what the stock lacks: one at a time is running."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def begin(self, **columns: Any) -> int | None:
        """Its id; None while another one runs."""
        return await self._session.scalar(
            insert(Refill)
            .values(state=RefillState.running, **columns)
            .on_conflict_do_nothing(index_elements=["state"], index_where=text("state = 'running'"))
            .returning(Refill.id)
        )

    async def lapse(self, *, before: datetime, now: datetime) -> None:
        """What was planned so long ago and was never settled is not waited for."""
        await self._session.execute(
            update(Refill)
            .where(Refill.state == RefillState.running, Refill.planned_at < before)
            .values(state=RefillState.lapsed, ended_at=now)
        )

    async def is_running(self, refill_id: int | None) -> bool:
        """An order that belongs to no refill stops with none."""
        if refill_id is None:
            return True
        state = await self._session.scalar(select(Refill.state).where(Refill.id == refill_id))
        return state is RefillState.running

    async def stop(self, refill_id: int | None, *, by: str, now: datetime) -> None:
        await self._session.execute(
            update(Refill)
            .where(Refill.id == refill_id, Refill.state == RefillState.running)
            .values(state=RefillState.stopped, stopped_by=by, ended_at=now)
        )

    async def end(self, refill_id: int | None, *, now: datetime) -> None:
        """It is done once each of its orders is settled."""
        left = select(Order.id).where(Order.refill_id == refill_id, Order.state.in_(_SETTLED))
        await self._session.execute(
            update(Refill)
            .where(Refill.id == refill_id, Refill.state == RefillState.running, ~left.exists())
            .values(state=RefillState.done, ended_at=now)
        )

    async def mean_costs(self) -> Mapping[Role, float]:
        """Micro-dollars of a call lately, by role; roles that were not asked are not there."""
        lately = select(LlmCall).order_by(LlmCall.id.desc()).limit(_CALLS).subquery()
        found = await self._session.execute(
            select(lately.c.role, func.avg(lately.c.cost)).group_by(lately.c.role)
        )
        return {Role(role): float(cost or 0) for role, cost in found}


class Orders:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, **columns: Any) -> int:
        order = Order(**columns)
        self._session.add(order)
        await self._session.flush()
        return order.id

    async def find(self, order_id: int) -> Order | None:
        return await self._session.get(Order, order_id)

    async def refused(self) -> frozenset[str]:
        """Digests of what a model would not write."""
        found = await self._session.scalars(
            select(Order.digest).where(Order.state == text("'refused'"))
        )
        return frozenset(found)

    async def settle(self, order_id: int, state: OrderState) -> None:
        await self._session.execute(update(Order).where(Order.id == order_id).values(state=state))

    async def end(self, order_id: int) -> None:
        """It is done once none of its drafts waits any more."""
        waits = select(Draft.id).where(
            Draft.order_id == order_id, Draft.state == DraftState.waiting
        )
        await self._session.execute(
            update(Order)
            .where(Order.id == order_id, Order.state == OrderState.written, ~waits.exists())
            .values(state=OrderState.done)
        )


class Drafts:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, drafts: Iterable[Draft]) -> None:
        self._session.add_all(drafts)
        await self._session.flush()

    async def find(self, draft_id: int) -> tuple[Draft, Order] | None:
        found = await self._session.execute(
            select(Draft, Order).join(Order).where(Draft.id == draft_id)
        )
        row = found.one_or_none()
        return None if row is None else (row[0], row[1])

    async def settle(self, draft_id: int, **columns: Any) -> None:
        await self._session.execute(update(Draft).where(Draft.id == draft_id).values(**columns))


class Fingerprints:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def missing(self, language: str, *, most: int) -> list[Exercise]:
        """Exercises that no fingerprint was taken of yet."""
        taken = select(Fingerprint.exercise_id).where(Fingerprint.exercise_id == Exercise.id)
        found = await self._session.scalars(
            select(Exercise)
            .where(Exercise.language == language, IN_STOCK, ~taken.exists())
            .order_by(Exercise.id)
            .limit(most)
        )
        return list(found)

    async def add(self, prints: Mapping[int, tuple[str, Printed]]) -> None:
        """By the id of the exercise: its kind and its print."""
        rows = [
            {"exercise_id": id, "kind": kind, "line": line, "marks": marks}
            for id, (kind, (line, marks)) in prints.items()
        ]
        if rows:
            await self._session.execute(insert(Fingerprint).on_conflict_do_nothing(), rows)

    async def near(self, marks: Collection[str], *, most: int = 200) -> list[Neighbour]:
        """Exercises of the stock with a mark in common."""
        found = await self._session.execute(
            select(Fingerprint.exercise_id, Fingerprint.kind, Fingerprint.line)
            .join(Exercise, Exercise.id == Fingerprint.exercise_id)
            .where(Fingerprint.marks.overlap(list(marks)), IN_STOCK)
            .limit(most)
        )
        return [Neighbour(*row) for row in found]

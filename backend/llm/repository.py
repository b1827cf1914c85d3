from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Text,
    bindparam,
    column,
    delete,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.llm.asking import Asked
from backend.llm.calling import Outcome, Usage
from backend.llm.models import LlmBudget, LlmCall
from backend.llm.schemas import CallsOut


class Budgets:
    """What may be spent and what is, in micro-dollars. Rows are locked in order of their scopes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def reserve(self, day: date, limits: Mapping[str, int], want: int) -> bool:
        """Whether `want` was free in every scope. False: roll back, some may have been written.

        One statement, whose condition is judged on rows that it holds: calls that reserve at the
        same time cannot pass a limit together.
        """
        asked = (
            func.unnest(
                bindparam("scopes", list(limits), ARRAY(Text)),
                bindparam("limits", list(limits.values()), ARRAY(BigInteger)),
            )
            .table_valued(column("scope", Text), column("most", BigInteger))
            .render_derived()
        )
        fitting = (
            select(literal(day), asked.c.scope, asked.c.most, literal(want, BigInteger))
            .where(asked.c.most >= want)
            .order_by(asked.c.scope)
        )
        new = insert(LlmBudget).from_select(["day", "scope", "most", "reserved"], fitting)
        in_use = LlmBudget.spent + LlmBudget.reserved
        reserved = await self._session.scalars(
            new.on_conflict_do_update(
                index_elements=["day", "scope"],
                set_={"reserved": LlmBudget.reserved + want, "most": new.excluded.most},
                where=in_use + want <= new.excluded.most,
            ).returning(LlmBudget.scope)
        )
        return len(reserved.all()) == len(limits)

    async def settle(self, day: date, scopes: Sequence[str], *, reserved: int, cost: int) -> None:
        held = (
            select(LlmBudget.scope)
            .where(LlmBudget.day == day, LlmBudget.scope.in_(scopes))
            .order_by(LlmBudget.scope)
            .with_for_update()
            .cte()
        )
        await self._session.execute(
            update(LlmBudget)
            .where(LlmBudget.day == day, LlmBudget.scope == held.c.scope)
            .values(
                reserved=func.greatest(LlmBudget.reserved - reserved, 0),
                spent=LlmBudget.spent + cost,
            )
        )

    async def of(self, day: date, scopes: Sequence[str]) -> list[LlmBudget]:
        found = await self._session.scalars(
            select(LlmBudget)
            .where(LlmBudget.day == day, LlmBudget.scope.in_(scopes))
            .order_by(LlmBudget.scope)
        )
        return list(found)

    async def forget(self, *, before: date) -> None:
        await self._session.execute(delete(LlmBudget).where(LlmBudget.day < before))


class Calls:
    """The ledger: a row for every HTTP attempt."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open(self, asked: Asked, model: str, **other: Any) -> int:
        """`other` are columns. What it costs so far stands if nobody closes it."""
        row = LlmCall(
            role=asked.role,
            prompt=asked.prompt.name,
            prompt_version=asked.prompt.version,
            model=model,
            user_id=asked.user_id,
            **other,
        )
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def close(self, id: int, outcome: Outcome, usage: Usage, **other: Any) -> bool:
        """`other` are columns. False where somebody closed it before: nothing is written."""
        closed = await self._session.scalar(
            update(LlmCall)
            .where(LlmCall.id == id, LlmCall.outcome == Outcome.open)
            .values(
                outcome=outcome,
                input_tokens=usage.input,
                cached_tokens=usage.cached,
                output_tokens=usage.output,
                **other,
            )
            .returning(LlmCall.id)
        )
        return closed is not None

    async def lapsed(self, now: datetime, *, most: int) -> list[LlmCall]:
        """Open calls whose process is gone, held until commit."""
        found = await self._session.scalars(
            select(LlmCall)
            .where(LlmCall.outcome == Outcome.open, LlmCall.lapses_at < now)
            .order_by(LlmCall.lapses_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        return list(found)

    async def since(self, start: datetime) -> list[CallsOut]:
        """Summed up by role, model and outcome."""
        rows = await self._session.execute(
            select(
                LlmCall.role,
                LlmCall.model,
                LlmCall.outcome,
                func.count().label("calls"),
                func.sum(LlmCall.input_tokens).label("input_tokens"),
                func.sum(LlmCall.cached_tokens).label("cached_tokens"),
                func.sum(LlmCall.output_tokens).label("output_tokens"),
                func.sum(LlmCall.cost).label("cost"),
                func.percentile_cont(0.5).within_group(LlmCall.milliseconds).label("median_ms"),
            )
            .where(LlmCall.at >= start)
            .group_by(LlmCall.role, LlmCall.model, LlmCall.outcome)
            .order_by(LlmCall.role, LlmCall.model, LlmCall.outcome)
        )
        return [CallsOut.model_validate(dict(row)) for row in rows.mappings()]

    async def newest(self, *, since: datetime, most: int) -> dict[str, list[Outcome]]:
        """The last outcomes of each model that was asked, newest first."""
        turn = func.row_number().over(
            partition_by=LlmCall.model, order_by=(LlmCall.at.desc(), LlmCall.id.desc())
        )
        ranked = (
            select(LlmCall.model, LlmCall.outcome, turn.label("turn"))
            .where(LlmCall.at >= since, LlmCall.outcome != Outcome.open)
            .subquery()
        )
        rows = await self._session.execute(
            select(ranked.c.model, ranked.c.outcome)
            .where(ranked.c.turn <= most)
            .order_by(ranked.c.model, ranked.c.turn)
        )
        found: dict[str, list[Outcome]] = {}
        for model, outcome in rows:
            found.setdefault(model, []).append(outcome)
        return found

    async def forget(self, *, before: datetime, most: int) -> int:
        old = select(LlmCall.id).where(LlmCall.at < before).order_by(LlmCall.at).limit(most)
        gone = await self._session.scalars(
            delete(LlmCall).where(LlmCall.id.in_(old)).returning(LlmCall.id)
        )
        return len(gone.all())

"""Money before and after a call: reserved while it lasts, settled when it ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.db import Sessions
from backend.kit.clock import utc_now
from backend.llm import prices
from backend.llm.asking import Asked, OverBudget, Role
from backend.llm.calling import Call, Outcome, Usage
from backend.llm.models import LlmCall
from backend.llm.prices import MICRO, Prices
from backend.llm.repository import Budgets, Calls

ALL = "all"
_BATCH = 5000
_LAPSES = timedelta(minutes=5)  # no call takes as long
# Nothing came of these for which a server takes money.
_FREE = frozenset(
    {Outcome.limited, Outcome.denied, Outcome.failed, Outcome.rejected, Outcome.unreachable}
)


def micro(dollars: float) -> int:
    return round(dollars * MICRO)


@dataclass(frozen=True)
class Limits:
    """Dollars a day (UTC): of one learner, of one role where it has a limit, of all together."""

    learner: float
    day: float
    roles: Mapping[Role, float]

    def of(self, asked: Asked) -> dict[str, int]:
        """By scope, in micro-dollars."""
        role = self.roles.get(asked.role, self.day)
        found = {ALL: self.day, f"role:{asked.role}": role}
        if asked.user_id is not None:
            found[f"user:{asked.user_id}"] = self.learner
        return {scope: micro(dollars) for scope, dollars in found.items()}


@dataclass(frozen=True)
class Booking:
    """One call that is under way."""

    id: int
    day: date
    scopes: tuple[str, ...]
    reserved: int
    call: Call


@dataclass(frozen=True)
class Ended:
    """How a call ended. `usage` is None where nobody told; `text` is what came of the reply."""

    outcome: Outcome
    seconds: float
    usage: Usage | None = None
    text: str = ""
    model: str = ""


class Books:
    def __init__(self, sessions: Sessions, tariff: Prices, limits: Limits) -> None:
        self._sessions = sessions
        self._tariff = tariff
        self._limits = limits

    async def open(self, asked: Asked, call: Call) -> Booking:
        """Reserve the most that it can cost. Raises OverBudget."""
        now, limits = utc_now(), self._limits.of(asked)
        most = self._tariff.of(call.model, prices.most(call))
        sure = prices.likely(call, "")
        async with self._sessions.begin() as session:
            if not await Budgets(session).reserve(now.date(), limits, most):
                raise OverBudget(f"no {most} micro-dollars are left for {asked.role}")
            id = await Calls(session).open(
                asked,
                call.model,
                at=now,
                reserved=most,
                lapses_at=now + _LAPSES,
                input_tokens=sure.input,
                cost=self._tariff.of(call.model, sure),
            )
        return Booking(id, now.date(), tuple(limits), most, call)

    async def settle(self, booking: Booking, ended: Ended) -> int:
        """What it cost, in micro-dollars. A second time nothing is written."""
        usage = ended.usage or _guessed(booking.call, ended)
        cost = self._tariff.of(booking.call.model, usage)
        async with self._sessions.begin() as session:
            if await Calls(session).close(
                booking.id,
                ended.outcome,
                usage,
                cost=cost,
                milliseconds=round(ended.seconds * 1000),
                answered_by=ended.model[:128] or None,
            ):
                await Budgets(session).settle(
                    booking.day, booking.scopes, reserved=booking.reserved, cost=cost
                )
        return cost


def _guessed(call: Call, ended: Ended) -> Usage:
    """A call that was cut short is paid for as far as it came; one that never began is free."""
    if ended.outcome in _FREE and not ended.text:
        return Usage()
    return prices.likely(call, ended.text)


async def lapse(session: AsyncSession, *, now: datetime, most: int = 500) -> int:
    """Give back what calls of processes that are gone have reserved; how many there were.

    Their prompts are taken for sent, and paid for.
    """
    rows = await Calls(session).lapsed(now, most=most)
    for row in rows:
        await _lose(session, row)
    return len(rows)


async def forget(session: AsyncSession, *, calls: datetime, budgets: datetime) -> None:
    """Calls and budgets from before these times, a batch of them."""
    await Calls(session).forget(before=calls, most=_BATCH)
    await Budgets(session).forget(before=budgets.date())


async def _lose(session: AsyncSession, row: LlmCall) -> None:
    scopes = [ALL, f"role:{row.role}"]
    if row.user_id is not None:
        scopes.append(f"user:{row.user_id}")
    row.outcome = Outcome.lost
    await Budgets(session).settle(row.at.date(), scopes, reserved=row.reserved, cost=row.cost)

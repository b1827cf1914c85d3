"""What models did and cost, for the people who answer for them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.llm.asking import Role
from backend.llm.booking import ALL, Limits, micro
from backend.llm.calling import MUTE, WELL, Outcome
from backend.llm.models import LlmBudget
from backend.llm.repository import Budgets, Calls
from backend.llm.schemas import BudgetOut, FiguresOut

_LATELY = timedelta(minutes=10)
_IN_A_ROW = 5


async def of_today(session: AsyncSession, limits: Limits, *, now: datetime) -> FiguresOut:
    """The figures since midnight, UTC."""
    wanted = {ALL: micro(limits.day)}
    wanted |= {f"role:{role}": micro(limits.roles.get(role, limits.day)) for role in Role}
    used = {row.scope: row for row in await Budgets(session).of(now.date(), list(wanted))}
    calls = Calls(session)
    newest = await calls.newest(since=now - _LATELY, most=_IN_A_ROW)
    return FiguresOut(
        day=now.date(),
        calls=await calls.since(datetime.combine(now.date(), time(), UTC)),
        budgets=[_budget(scope, most, used.get(scope)) for scope, most in wanted.items()],
        failing=failing(newest),
    )


async def left_today(
    session: AsyncSession, limits: Limits, user_id: int, *, now: datetime
) -> float:
    """The share of a learner's budget that is left today, 0 to 1."""
    rows = await Budgets(session).of(now.date(), [f"user:{user_id}"])
    most = micro(limits.learner)
    return _budget("", most, rows[0] if rows else None).left / most if most else 0.0


def failing(newest: Mapping[str, Sequence[Outcome]]) -> list[str]:
    """Models whose last calls all failed. Pure."""
    found = []
    for model, outcomes in newest.items():
        telling = [outcome for outcome in outcomes if outcome not in MUTE]
        if len(telling) >= _IN_A_ROW and not WELL.intersection(telling):
            found.append(model)
    return sorted(found)


def _budget(scope: str, most: int, used: LlmBudget | None) -> BudgetOut:
    spent, reserved = (used.spent, used.reserved) if used else (0, 0)
    left = max(most - spent - reserved, 0)
    return BudgetOut(scope=scope, most=most, spent=spent, reserved=reserved, left=left)

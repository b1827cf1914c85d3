from datetime import date

from pydantic import BaseModel

from backend.llm.asking import Role
from backend.llm.calling import Outcome


class CallsOut(BaseModel):
    """Calls of one day with the same end. `cost` is in micro-dollars."""

    role: Role
    model: str
    outcome: Outcome
    calls: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    cost: int
    median_ms: int


class BudgetOut(BaseModel):
    """`scope` is `all` or `role:<role>`. Micro-dollars; `left` is what the day still allows."""

    scope: str
    most: int
    spent: int
    reserved: int
    left: int


class FiguresOut(BaseModel):
    """What models did on a day (UTC)."""

    day: date
    configured: bool
    calls: list[CallsOut]
    budgets: list[BudgetOut]
    resting: list[str]

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
    median_ms: float


class BudgetOut(BaseModel):
    """`scope` is `all` or `role:<role>`. Micro-dollars; `left` is what the day still allows."""

    scope: str
    most: int
    spent: int
    reserved: int
    left: int


class FiguresOut(BaseModel):
    """What models did on a day (UTC). `failing` are those of which nothing good came lately: the
    breakers of the workers leave them alone, and try them again from time to time."""

    day: date
    calls: list[CallsOut]
    budgets: list[BudgetOut]
    failing: list[str]

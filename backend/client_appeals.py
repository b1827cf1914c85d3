"""The calls about a verdict: undo it, appeal, have it explained; and decide on appeals."""

from abc import ABC, abstractmethod
from typing import TypeVar

from pydantic import BaseModel

from backend.appeals.schemas import AppealCard, AppealOut, AppealsOut, DecisionIn, UndoneOut
from backend.explaining.schemas import ExplanationOut

M = TypeVar("M", bound=BaseModel)


class AppealCalls(ABC):
    @abstractmethod
    async def _call(
        self, reply: type[M], method: str, path: str, body: BaseModel | None = None
    ) -> M: ...

    async def undo(self, attempt_id: int) -> UndoneOut:
        """It was a typo. Raises Refused with code NotUndoable."""
        return await self._call(UndoneOut, "POST", f"/attempts/{attempt_id}/undo")

    async def appeal(self, attempt_id: int) -> AppealOut:
        """It should be right. Raises Refused with code NotAppealable or TooManyAppeals."""
        return await self._call(AppealOut, "POST", f"/attempts/{attempt_id}/appeal")

    async def explain(self, attempt_id: int) -> ExplanationOut:
        """What there is to say at once; what is `coming` is sent as a message."""
        return await self._call(ExplanationOut, "POST", f"/attempts/{attempt_id}/explanation")

    async def appeals(self, limit: int = 20) -> AppealsOut:
        """For admins."""
        return await self._call(AppealsOut, "GET", f"/appeals?limit={limit}")

    async def decide_appeal(self, appeal_id: int, *, upheld: bool) -> AppealCard:
        """For admins. Raises Refused with code AlreadyDecided or CannotFix."""
        decision = DecisionIn(upheld=upheld)
        return await self._call(AppealCard, "POST", f"/appeals/{appeal_id}/decision", decision)

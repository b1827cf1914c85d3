"""The calls of admins. All raise Refused with code Forbidden for whoever is none."""

from abc import ABC, abstractmethod
from typing import TypeVar

from pydantic import BaseModel

from backend.admin.schemas import (
    AppealDecisionIn,
    FixIn,
    FlagsOut,
    InspectIn,
    JobsOut,
    ModelsOut,
    ReviewOut,
    StockOut,
    VerdictIn,
)
from backend.quality.schemas import Outcome

M = TypeVar("M", bound=BaseModel)


class AdminCalls(ABC):
    @abstractmethod
    async def _call(
        self, reply: type[M], method: str, path: str, body: BaseModel | None = None
    ) -> M: ...

    async def review(self, *, skipped: bool = False) -> ReviewOut:
        """The card that one holds, or the next; `skipped` ones too where that is asked."""
        path = "/admin/review/skipped" if skipped else "/admin/review"
        return await self._call(ReviewOut, "POST", path)

    async def look_at(self, exercise_id: int) -> ReviewOut:
        asked = InspectIn(exercise_id=exercise_id)
        return await self._call(ReviewOut, "POST", "/admin/review/exercises", asked)

    async def review_decided(self, inspection_id: int, outcome: Outcome) -> ReviewOut:
        """Raises Refused with code AlreadyDecided."""
        given = VerdictIn.model_validate({"outcome": outcome})
        path = f"/admin/review/{inspection_id}/decision"
        return await self._call(ReviewOut, "POST", path, given)

    async def review_fixed(self, inspection_id: int, path: str, text: str) -> ReviewOut:
        """Raises Refused with code CannotFix."""
        given = FixIn(path=path, text=text)
        return await self._call(ReviewOut, "POST", f"/admin/review/{inspection_id}/fix", given)

    async def review_skipped(self, inspection_id: int) -> ReviewOut:
        return await self._call(ReviewOut, "POST", f"/admin/review/{inspection_id}/skip")

    async def review_undone(self) -> ReviewOut:
        """Raises Refused with code TooLate."""
        return await self._call(ReviewOut, "POST", "/admin/review/undo")

    async def appeal_decided(self, appeal_id: int, *, upheld: bool) -> ReviewOut:
        """Raises Refused with code AlreadyDecided or CannotFix."""
        given = AppealDecisionIn(upheld=upheld)
        return await self._call(ReviewOut, "POST", f"/admin/appeals/{appeal_id}/decision", given)

    async def stock(self) -> StockOut:
        return await self._call(StockOut, "GET", "/admin/stock")

    async def models(self) -> ModelsOut:
        return await self._call(ModelsOut, "GET", "/admin/models")

    async def dead_jobs(self) -> JobsOut:
        return await self._call(JobsOut, "GET", "/admin/jobs")

    async def retry_job(self, job_id: int) -> JobsOut:
        return await self._call(JobsOut, "POST", f"/admin/jobs/{job_id}/retry")

    async def flagged(self) -> FlagsOut:
        return await self._call(FlagsOut, "GET", "/admin/flags")

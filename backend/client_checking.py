"""The calls about an answer that is being checked."""

from typing import Protocol, TypeVar

from pydantic import BaseModel

from backend.attempts.schemas import AnswerOut, PlaceIn

M = TypeVar("M", bound=BaseModel)


class _Asks(Protocol):
    async def _call(
        self, reply: type[M], method: str, path: str, body: BaseModel | None = None
    ) -> M: ...

    async def _do(self, method: str, path: str, body: BaseModel | None = None) -> None: ...


class CheckingCalls:
    async def place(self: _Asks, attempt_id: int, message_id: int) -> None:
        """The reply stands in this message: there the verdict will be shown."""
        where = PlaceIn(message_id=message_id)
        await self._do("PUT", f"/attempts/{attempt_id}/message", where)

    async def let_go(self: _Asks, attempt_id: int) -> AnswerOut:
        """Practice goes on while the answer is checked."""
        return await self._call(AnswerOut, "POST", f"/attempts/{attempt_id}/let-go")

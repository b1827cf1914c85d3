"""The calls about what is read aloud."""

from abc import ABC, abstractmethod
from typing import TypeVar

from pydantic import BaseModel

from backend.spoken.schemas import FileIn, Pace, VoiceOut

M = TypeVar("M", bound=BaseModel)


class SpokenCalls(ABC):
    @abstractmethod
    async def _call(
        self, reply: type[M], method: str, path: str, body: BaseModel | None = None
    ) -> M: ...

    @abstractmethod
    async def _send(self, method: str, path: str, body: BaseModel | None = None) -> bytes: ...

    async def voice(self, attempt_id: int, pace: Pace) -> VoiceOut:
        """Raises Refused with code NotFound where no voice reads it."""
        return await self._call(VoiceOut, "GET", f"/attempts/{attempt_id}/voice?pace={pace}")

    async def sound(self, digest: str) -> bytes:
        """OGG/Opus."""
        return await self._send("GET", f"/spoken/{digest}")

    async def keep_file(self, digest: str, file_id: str) -> None:
        await self._send("PUT", f"/spoken/{digest}/file", FileIn(file_id=file_id))

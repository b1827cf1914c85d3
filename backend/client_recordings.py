"""The calls about voice notes of a learner."""

from abc import ABC, abstractmethod
from typing import TypeVar

from pydantic import BaseModel

from backend.recordings.schemas import (
    SILENCE_MINUTES,
    DeletedOut,
    MessageIn,
    MessageOut,
    ReceivedOut,
    SilenceIn,
    SilenceOut,
    VoiceIn,
)

M = TypeVar("M", bound=BaseModel)


class RecordingCalls(ABC):
    @abstractmethod
    async def _call(
        self, reply: type[M], method: str, path: str, body: BaseModel | None = None
    ) -> M: ...

    async def voice_note(self, given: VoiceIn) -> ReceivedOut:
        """Twice is once."""
        return await self._call(ReceivedOut, "POST", "/voice", given)

    async def place_recording(self, recording_id: int, message_id: int) -> MessageOut:
        """Tells which message waits for what becomes of it."""
        path = f"/recordings/{recording_id}/message"
        return await self._call(MessageOut, "PUT", path, MessageIn(message_id=message_id))

    async def delete_recordings(self) -> DeletedOut:
        """The sound of all of this person's."""
        return await self._call(DeletedOut, "DELETE", "/recordings")

    async def fall_silent(self, profile_id: int, *, silent: bool) -> SilenceOut:
        """For an hour nothing is to be spoken, or not any longer."""
        wish = SilenceIn(minutes=SILENCE_MINUTES if silent else 0)
        return await self._call(SilenceOut, "POST", f"/profiles/{profile_id}/silence", wish)

"""The calls about talks with the tutor, and what is remembered of a person."""

from abc import ABC, abstractmethod
from typing import TypeVar

from pydantic import BaseModel

from backend.tutor.schemas import (
    ChipIn,
    EndOut,
    FactsOut,
    HeardOut,
    HintOut,
    LeftOut,
    PlaceIn,
    RoomOut,
    SaidIn,
    TalkIn,
    TalkOut,
    TranslationOut,
    TurnOut,
)

M = TypeVar("M", bound=BaseModel)


class TutorCalls(ABC):
    @abstractmethod
    async def _call(
        self, reply: type[M], method: str, path: str, body: BaseModel | None = None
    ) -> M: ...

    @abstractmethod
    async def _do(self, method: str, path: str, body: BaseModel | None = None) -> None:
        """A call that has no reply but that it was done."""

    async def talks(self, profile_id: int) -> RoomOut:
        return await self._call(RoomOut, "GET", f"/profiles/{profile_id}/talks")

    async def start_talk(self, profile_id: int, scenario: str | None) -> TalkOut:
        """Raises Refused with code NobodyToTalk for a talk about anything without a model."""
        wish = TalkIn(scenario=scenario)
        return await self._call(TalkOut, "POST", f"/profiles/{profile_id}/talks", wish)

    async def say(self, talk_id: int, said: SaidIn) -> HeardOut:
        """Raises Refused: NoTalk where it does not go on, StillReplying for one too many."""
        return await self._call(HeardOut, "POST", f"/talks/{talk_id}/turns", said)

    async def finish_talk(self, talk_id: int) -> EndOut:
        return await self._call(EndOut, "POST", f"/talks/{talk_id}/finish")

    async def leave_talk(self, talk_id: int) -> LeftOut:
        return await self._call(LeftOut, "POST", f"/talks/{talk_id}/leave")

    async def resume_talk(self, talk_id: int) -> TalkOut:
        return await self._call(TalkOut, "POST", f"/talks/{talk_id}/resume")

    async def tap_chip(self, turn_id: int, number: int) -> HeardOut:
        """Tapping twice is saying it once."""
        return await self._call(HeardOut, "POST", f"/turns/{turn_id}/chip", ChipIn(number=number))

    async def retry_turn(self, turn_id: int) -> HeardOut:
        return await self._call(HeardOut, "POST", f"/turns/{turn_id}/again")

    async def talk_hint(self, turn_id: int) -> HintOut:
        return await self._call(HintOut, "GET", f"/turns/{turn_id}/hint")

    async def translate_turn(self, turn_id: int) -> TranslationOut:
        return await self._call(TranslationOut, "POST", f"/turns/{turn_id}/translation")

    async def speak_turn(self, turn_id: int) -> None:
        """Has its reply read aloud: it comes as a voice note. Raises Refused: NotAnOption."""
        await self._do("POST", f"/turns/{turn_id}/voice")

    async def stop_turn(self, turn_id: int) -> TurnOut:
        return await self._call(TurnOut, "POST", f"/turns/{turn_id}/stop")

    async def place_turn(self, turn_id: int, message_id: int) -> None:
        """Tells which message the turn stands in."""
        await self._do("PUT", f"/turns/{turn_id}/message", PlaceIn(message_id=message_id))

    async def facts(self, page: int) -> FactsOut:
        return await self._call(FactsOut, "GET", f"/facts?page={page}")

    async def forget(self, fact_id: int, page: int) -> FactsOut:
        return await self._call(FactsOut, "DELETE", f"/facts/{fact_id}?page={page}")

    async def forget_all(self) -> FactsOut:
        return await self._call(FactsOut, "DELETE", "/facts")

"""The part of the stand-in for the backend that takes voice notes."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx2

from backend.kit.clock import utc_now
from backend.lessons.schemas import NextAction
from backend.profiles.schemas import ProfileOut
from backend.recordings.schemas import (
    DeletedOut,
    MessageIn,
    MessageOut,
    Receipt,
    ReceivedOut,
    SilenceIn,
    SilenceOut,
    VoiceIn,
)
from tests.bot.accounts import Accounts


@dataclass
class Voices(Accounts):
    """`receipt` is what voice notes are told, `elsewhere`: where they are told of is known."""

    receipt: ReceivedOut = field(
        default_factory=lambda: ReceivedOut(state=Receipt.hearing, recording_id=5)
    )
    recorded: list[VoiceIn] = field(default_factory=list)
    waits: list[tuple[int, int]] = field(default_factory=list)
    elsewhere: bool = False
    kept: int = 0

    @abstractmethod
    def without_speaking(self, subject: int) -> NextAction:
        """What is open, or comes, and is not to be spoken."""

    def _voice_routes(self) -> list[tuple[str, str, Callable[..., Any]]]:
        return [
            ("POST", r"/voice", self._receive),
            ("PUT", r"/recordings/(\d+)/message", self._wait),
            ("DELETE", r"/recordings", self._delete),
            ("POST", r"/profiles/(\d+)/silence", self._silence),
        ]

    def _receive(self, _: int, request: httpx2.Request) -> ReceivedOut:
        self.recorded.append(self._read(VoiceIn, request))
        return self.receipt

    def _wait(self, _: int, request: httpx2.Request, recording_id: str) -> MessageOut:
        self.waits.append((int(recording_id), self._read(MessageIn, request).message_id))
        return MessageOut(here=not self.elsewhere)

    def _delete(self, _: int, __: httpx2.Request) -> DeletedOut:
        count, self.kept = self.kept, 0
        return DeletedOut(count=count)

    def _silence(self, subject: int, request: httpx2.Request, profile_id: str) -> SilenceOut:
        minutes = self._read(SilenceIn, request).minutes
        until = utc_now() + timedelta(minutes=minutes) if minutes else None
        mine: ProfileOut = self._own(subject, int(profile_id))
        changed = mine.model_copy(update={"silent_until": until})
        others = [one for one in self.users[subject].profiles if one.id != mine.id]
        self._become(subject, profiles=[*others, changed])
        return SilenceOut(until=until, next=self.without_speaking(subject))

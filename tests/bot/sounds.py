"""The part of the stand-in for the backend that knows what is read aloud."""

import hashlib
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2

from backend.errors import NotFound
from backend.exercises.kinds.base import Content
from backend.spoken.schemas import FileIn, Pace, VoiceOut
from tests.bot.accounts import Accounts

SECONDS = {Pace.normal: 3.2, Pace.slow: 4.3}


@dataclass
class Sounds(Accounts):
    """`mute`: nothing was read aloud yet. `files` is what Telegram calls the sounds."""

    mute: bool = False
    sounds: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @abstractmethod
    def content_of(self, subject: int, attempt_id: int) -> Content:
        """Raises NotFound for another's."""

    def _sound_routes(self) -> list[tuple[str, str, Callable[..., Any]]]:
        return [
            ("GET", r"/attempts/(\d+)/voice", self._voice),
            ("GET", r"/spoken/([0-9a-f]{64})", self._sound),
            ("PUT", r"/spoken/([0-9a-f]{64})/file", self._keep_file),
        ]

    def _voice(self, subject: int, request: httpx2.Request, attempt_id: str) -> VoiceOut:
        heard = self.content_of(subject, int(attempt_id)).heard
        if heard is None or self.mute:
            raise NotFound
        pace = Pace(request.url.params["pace"])
        digest = hashlib.sha256(f"{heard} {pace}".encode()).hexdigest()
        self.sounds[digest] = f"OggS {heard} {pace}".encode()
        return VoiceOut(digest=digest, seconds=SECONDS[pace], file_id=self.files.get(digest))

    def _sound(self, _: int, __: httpx2.Request, digest: str) -> httpx2.Response:
        if digest not in self.sounds:
            raise NotFound
        return httpx2.Response(200, content=self.sounds[digest])

    def _keep_file(self, _: int, request: httpx2.Request, digest: str) -> httpx2.Response:
        assert digest in self.sounds
        self.files[digest] = self._read(FileIn, request).file_id
        return httpx2.Response(204)

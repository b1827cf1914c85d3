from typing import Any

from backend.gateways.telegram import Address, File, Message, NoFile, Played, Sound, TooBig


class FakeChats:
    """Keeps what was sent and edited; raises what it was told to, once for each. `lit` are the
    messages that have buttons."""

    def __init__(self) -> None:
        self.sent: list[tuple[Address, dict[str, Any]]] = []
        self.edited: list[tuple[Address, int, dict[str, Any]]] = []
        self.failures: list[Exception] = []
        self.bared: list[tuple[Address, int]] = []
        self.files: dict[File, bytes] = {}
        self.fetched: list[File] = []
        self.played: list[tuple[Address, Sound]] = []
        self.lit: set[int] = set()

    async def send(self, to: Address, message: Message) -> int:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((to, message.kwargs()))
        self._light(len(self.sent), message)
        return len(self.sent)

    async def edit(self, to: Address, message_id: int, message: Message) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.edited.append((to, message_id, message.kwargs()))
        self._light(message_id, message)

    async def bare(self, to: Address, message_id: int) -> None:
        self.bared.append((to, message_id))
        self.lit.discard(message_id)

    def _light(self, message_id: int, message: Message) -> None:
        has_buttons = message.kwargs().get("reply_markup") is not None
        (self.lit.add if has_buttons else self.lit.discard)(message_id)

    async def play(self, to: Address, sound: Sound) -> Played:
        if self.failures:
            raise self.failures.pop(0)
        self.played.append((to, sound))
        if isinstance(sound.content, str):
            return Played(800 + len(self.played), sound.content)
        return Played(800 + len(self.played), f"voice-{len(self.played)}")

    async def download(self, to: Address, file: File, *, most: int) -> bytes:
        if self.failures:
            raise self.failures.pop(0)
        self.fetched.append(file)
        if file not in self.files:
            raise NoFile("wrong file_id or the file is temporarily unavailable")
        if len(self.files[file]) > most:
            raise TooBig("file is too big")
        return self.files[file]

from typing import Any

from backend.gateways.telegram import Address, Message


class FakeChats:
    """Keeps what was sent and edited; raises what it was told to, once for each."""

    def __init__(self) -> None:
        self.sent: list[tuple[Address, dict[str, Any]]] = []
        self.edited: list[tuple[Address, int, dict[str, Any]]] = []
        self.failures: list[Exception] = []

    async def send(self, to: Address, message: Message) -> int:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((to, message.kwargs()))
        return len(self.sent)

    async def edit(self, to: Address, message_id: int, message: Message) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.edited.append((to, message_id, message.kwargs()))

from typing import Any

from backend.gateways.telegram import Address, Message


class FakeChats:
    """Keeps what was sent; raises what it was told to, once for each."""

    def __init__(self) -> None:
        self.sent: list[tuple[Address, dict[str, Any]]] = []
        self.failures: list[Exception] = []

    async def send(self, to: Address, message: Message) -> int:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((to, message.kwargs()))
        return len(self.sent)

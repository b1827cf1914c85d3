from backend.queue import Hint


class FakeQueue:
    """Remembers what it was told of."""

    def __init__(self) -> None:
        self.pushed: list[Hint] = []

    async def push(self, hint: Hint) -> None:
        self.pushed.append(hint)

"""From the server to every open page: a hint that something changed, and passing signals."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Signal: TypeAlias = dict[str, Any]

SIGNALS_KEPT = 200


@dataclass
class Listener:
    """An open page. `signals` are events that nobody needs later: typing, toasts."""

    awake: asyncio.Event = field(default_factory=asyncio.Event)
    signals: deque[Signal] = field(default_factory=lambda: deque(maxlen=SIGNALS_KEPT))


class Broadcast:
    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self.closed = False

    @contextmanager
    def listening(self) -> Iterator[Listener]:
        listener = Listener()
        self._listeners.append(listener)
        try:
            yield listener
        finally:
            self._listeners.remove(listener)

    def changed(self) -> None:
        for listener in self._listeners:
            listener.awake.set()

    def signal(self, name: str, **fields: Any) -> None:
        """`name` becomes the event's name, `fields` its data."""
        for listener in self._listeners:
            listener.signals.append({"event": name, "data": fields})
            listener.awake.set()

    def close(self) -> None:
        """Let the open streams end."""
        self.closed = True
        self.changed()

"""Flood control: how fast a bot may write."""

import math
from collections import defaultdict, deque

from infra.local.telegram.config import Flood
from infra.local.telegram.errors import too_many_requests


class FloodGate:
    """Counts messages in sliding windows: one second for all chats, a short burst for one chat."""

    def __init__(self, rule: Flood | None) -> None:
        self.rule = rule
        self._all: defaultdict[int, deque[float]] = defaultdict(deque)
        self._chats: defaultdict[tuple[int, int], deque[float]] = defaultdict(deque)

    def enter(self, bot_id: int, chat_id: int, *, now: float) -> None:
        """Count one message or raise 429. Without a rule everything passes."""
        if self.rule is None:
            return
        burst = self.rule.per_chat_burst
        chat = self._chats[bot_id, chat_id]
        self._check(chat, burst, burst / self.rule.per_chat_per_second, now)
        self._check(self._all[bot_id], self.rule.per_second, 1, now)
        chat.append(now)
        self._all[bot_id].append(now)

    def _check(self, sent: deque[float], most: int, window: float, now: float) -> None:
        while sent and sent[0] <= now - window:
            sent.popleft()
        if len(sent) >= most:
            raise too_many_requests(max(1, math.ceil(sent[0] + window - now)))

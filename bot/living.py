from cachetools import LRUCache

MOST_EXPECTED = 3


class Living:
    """The message of each chat that has buttons, and those that may have been given some by
    somebody else. Forgetting one costs a stale keyboard, no more."""

    def __init__(self, size: int = 10_000) -> None:
        self._ids: LRUCache[tuple[int, int], int] = LRUCache(size)
        self._expected: LRUCache[tuple[int, int], tuple[int, ...]] = LRUCache(size)

    def newest(self, bot_id: int, chat_id: int) -> int:
        """0 where it is not known."""
        return self._ids.get((bot_id, chat_id), 0)

    def expect(self, bot_id: int, chat_id: int, message_id: int) -> None:
        """Somebody else may write buttons into it, or not."""
        others = self._expected.get((bot_id, chat_id), ())
        self._expected[bot_id, chat_id] = (*others, message_id)[-MOST_EXPECTED:]

    def put(self, bot_id: int, chat_id: int, message_id: int) -> list[int]:
        """Remembers the message, if it is the newest. Those before it that may have buttons."""
        chat = bot_id, chat_id
        newest, expected = self._ids.get(chat, message_id), self._expected.pop(chat, ())
        self._ids[chat] = max(newest, message_id)
        if later := tuple(one for one in expected if one > message_id):
            self._expected[chat] = later
        return sorted(one for one in {newest, *expected} if one < message_id)

    def forget(self, bot_id: int, chat_id: int, message_id: int) -> None:
        """It is gone, or out of reach: nothing is left to be done about its buttons."""
        if self.newest(bot_id, chat_id) == message_id:
            del self._ids[bot_id, chat_id]

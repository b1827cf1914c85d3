"""Counting tokens plausibly: four bytes each, which is about right for a large vocabulary."""

from typing import NamedTuple

_BYTES = 4
_OF_A_MESSAGE = 4  # what stands around each message
_SHORTEST_CACHED = 1024
_CACHED_STEP = 128


class Usage(NamedTuple):
    prompt: int
    cached: int
    completion: int

    def as_json(self) -> dict[str, object]:
        return {
            "prompt_tokens": self.prompt,
            "completion_tokens": self.completion,
            "total_tokens": self.prompt + self.completion,
            "prompt_tokens_details": {"cached_tokens": self.cached},
            "completion_tokens_details": {"reasoning_tokens": 0},
        }


def count(text: str) -> int:
    return -(-len(text.encode()) // _BYTES)


def of_messages(texts: list[str]) -> int:
    return sum(count(text) + _OF_A_MESSAGE for text in texts)


class Cache:
    """What was sent before: a beginning that is the same is cheaper, from 1,024 tokens on."""

    def __init__(self) -> None:
        self._systems: dict[str, str] = {}

    def hit(self, model: str, system: str) -> int:
        """Tokens of this system prompt that are known already; it is known afterwards."""
        before = self._systems.get(model, "")
        self._systems[model] = system
        same = count(_common(before, system))
        return same // _CACHED_STEP * _CACHED_STEP if same >= _SHORTEST_CACHED else 0


def _common(one: str, other: str) -> str:
    length = min(len(one), len(other))
    for place in range(length):
        if one[place] != other[place]:
            return one[:place]
    return one[:length]

"""Replies in the shapes of the API: one object, or the pieces of a stream."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from infra.local.llm import tokens
from infra.local.llm.asking import Heard
from infra.local.llm.script import Fault
from infra.local.llm.spoiling import REFUSAL, spoilt
from infra.local.llm.tokens import Usage

_PIECE = re.compile(r"\S+\s*|\s+")
_BYTES_OF_A_TOKEN = 4


@dataclass(frozen=True)
class Completion:
    id: str
    created: int
    model: str
    text: str
    finish: str
    refused: bool
    usage: Usage

    def as_json(self) -> dict[str, Any]:
        message = {"role": "assistant", **self._said(self.text), "annotations": []}
        if not self.refused:
            message["refusal"] = None
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": self.finish}
        return {
            **self._head("chat.completion"),
            "choices": [choice],
            "usage": self.usage.as_json(),
        }

    def pieces(self, *, usage: bool) -> Iterator[dict[str, Any]]:
        yield self._piece({"role": "assistant", "content": ""})
        for piece in _PIECE.findall(self.text):
            yield self._piece({"refusal": piece} if self.refused else {"content": piece})
        yield self._piece({}, finish=self.finish)
        if usage:
            yield {
                **self._head("chat.completion.chunk"),
                "choices": [],
                "usage": self.usage.as_json(),
            }

    def _said(self, text: str) -> dict[str, Any]:
        return {"content": None, "refusal": text} if self.refused else {"content": text}

    def _piece(self, delta: dict[str, Any], *, finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return {**self._head("chat.completion.chunk"), "choices": [choice], "usage": None}

    def _head(self, object: str) -> dict[str, Any]:
        return {"id": self.id, "object": object, "created": self.created, "model": self.model}


def complete(
    heard: Heard, text: str, fault: Fault | None, *, number: int, cached: int
) -> Completion:
    """The reply to a call, spoilt by the fault, and no longer than was allowed."""
    said, finish = (REFUSAL, "stop") if fault is Fault.refusal else spoilt(text, fault)
    if heard.max_tokens is not None and tokens.count(said) > heard.max_tokens:
        said = said.encode()[: heard.max_tokens * _BYTES_OF_A_TOKEN].decode(errors="ignore")
        finish = "length"
    prompt = tokens.of_messages([heard.system, *(line for _, line in heard.lines)])
    return Completion(
        id=f"chatcmpl-{number}",
        created=1_790_000_000 + number,
        model=heard.model,
        text=said,
        finish=finish,
        refused=fault is Fault.refusal,
        usage=Usage(prompt, min(cached, prompt), tokens.count(said)),
    )

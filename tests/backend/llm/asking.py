"""What the tests ask a model."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeAlias

import pytest
from pydantic import BaseModel, Field

from backend.llm.asking import Asked, Line, LlmError, Prompt, Role
from backend.llm.roles import Manner
from backend.llm.service import Desk

Rows: TypeAlias = Callable[[], Awaitable[list[Any]]]


RIGHT = {"verdict": "right", "why": "It is."}


BRISK = {role: Manner(0.0, 200, patience=0.5, deadline=2.0) for role in Role}


class Finding(BaseModel):
    verdict: Literal["right", "wrong"]
    why: str = Field(min_length=2, max_length=100)


def asked(user_id: int | None = None, role: Role = Role.judge) -> Asked:
    prompt = Prompt("judge_answer", 3, "Task: judge_answer\nJudge it.")
    return Asked(role, prompt, (Line("user", "Ik ben moe."),), user_id)


async def failure(llm: Desk, kind: type[LlmError], **other: Any) -> LlmError:
    with pytest.raises(kind) as raised:
        await llm.ask(asked(**other), Finding)
    assert type(raised.value) is kind
    return raised.value


async def listen(llm: Desk, heard: list[str], *, pause: float = 0) -> None:
    async for piece in llm.stream(asked()):
        heard.append(piece)
        await asyncio.sleep(pause)

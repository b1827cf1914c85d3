"""The desk with the real SDK, against a server that speaks the API well and badly."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any, Literal, TypeAlias

import pytest
from pydantic import BaseModel, Field
from sqlalchemy import text

from backend.db import Sessions
from backend.llm.asking import (
    Asked,
    Line,
    LlmError,
    OverBudget,
    Prompt,
    Refused,
    Role,
    Unavailable,
    Unusable,
)
from backend.llm.booking import Limits
from backend.llm.breaker import Breaker
from backend.llm.roles import LONGEST, MANNERS, Manner
from backend.llm.service import Desk, NoLlm
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.llm import LARGE, SMALL, a_desk

Rows: TypeAlias = Callable[[], Awaitable[list[Any]]]

RIGHT = {"verdict": "right", "why": "It is."}
BRISK = {role: Manner(0.0, 200, patience=0.5, deadline=2.0) for role in Role}


class Finding(BaseModel):
    verdict: Literal["right", "wrong"]
    why: str = Field(min_length=2, max_length=100)


def asked(user_id: int | None = None, role: Role = Role.judge) -> Asked:
    prompt = Prompt("judge_answer", 3, "Task: judge_answer\nJudge it.")
    return Asked(role, prompt, (Line("user", "Ik ben moe."),), user_id)


@pytest.fixture
def rows(sessions: Sessions) -> Rows:
    """The ledger: model and outcome of each call."""

    async def rows() -> list[Any]:
        async with sessions() as session:
            found = await session.execute(
                text("SELECT model, outcome FROM llm_calls ORDER BY at, id")
            )
            return [tuple(row) for row in found]

    return rows


async def failure(llm: Desk, kind: type[LlmError], **other: Any) -> LlmError:
    with pytest.raises(kind) as raised:
        await llm.ask(asked(**other), Finding)
    assert type(raised.value) is kind
    return raised.value


async def listen(llm: Desk, heard: list[str], *, pause: float = 0) -> None:
    async for piece in llm.stream(asked()):
        heard.append(piece)
        await asyncio.sleep(pause)


class TestAsk:
    async def test_gives_a_reply_of_the_shape(self, llm: Desk, model: Running, rows: Rows) -> None:
        model.answers("judge_answer", RIGHT)
        replied = await llm.ask(asked(), Finding)
        assert replied.value == Finding(verdict="right", why="It is.")
        assert replied.model == SMALL
        assert await rows() == [(SMALL, "answered")]

    async def test_takes_a_reply_out_of_its_fence(self, llm: Desk, model: Running) -> None:
        model.answers("judge_answer", '```json\n{"verdict": "right", "why": "It is."}\n```')
        assert (await llm.ask(asked(), Finding)).value.verdict == "right"

    @pytest.mark.parametrize("fault", [Fault.rate_limited, Fault.error, Fault.drop, Fault.garbled])
    async def test_asks_once_more_when_a_call_fails(
        self, llm: Desk, model: Running, rows: Rows, fault: Fault
    ) -> None:
        model.answers("judge_answer", RIGHT)
        model.fails("judge_answer", fault, times=1)
        assert (await llm.ask(asked(), Finding)).value.verdict == "right"
        assert len(await rows()) == len(model.calls()) == 2

    @pytest.mark.parametrize("fault", [Fault.rate_limited, Fault.error, Fault.drop, Fault.garbled])
    async def test_gives_up_after_two_failures(
        self, llm: Desk, model: Running, rows: Rows, fault: Fault
    ) -> None:
        model.answers("judge_answer", RIGHT)
        model.fails("judge_answer", fault)
        await failure(llm, Unavailable)
        assert len(await rows()) == len(model.calls()) == 2

    async def test_waits_as_long_as_it_is_asked_to(self, llm: Desk, model: Running) -> None:
        model.answers("judge_answer", RIGHT)
        model.fails("judge_answer", Fault.rate_limited, times=1, retry_after=1)
        started = time.monotonic()
        await llm.ask(asked(), Finding)
        assert time.monotonic() - started >= 1

    async def test_does_not_wait_for_longer_than_it_may(
        self, llm: Desk, model: Running, rows: Rows
    ) -> None:
        model.fails("judge_answer", Fault.rate_limited, retry_after=300)
        await failure(llm, Unavailable)
        assert await rows() == [(SMALL, "limited")]

    async def test_a_refusal_is_final(self, llm: Desk, model: Running, rows: Rows) -> None:
        model.answers("judge_answer", RIGHT)
        for fault in (Fault.refusal, Fault.filtered):
            model.fails("judge_answer", fault, times=1)
            await failure(llm, Refused)
        assert await rows() == [(SMALL, "refused")] * 2

    async def test_names_the_faults_of_a_reply_and_asks_for_it_again(
        self, llm: Desk, model: Running, rows: Rows
    ) -> None:
        model.answers("judge_answer", {"verdict": "maybe", "why": "x"}, RIGHT)
        assert (await llm.ask(asked(), Finding)).value.verdict == "right"
        assert await rows() == [(SMALL, "unusable"), (SMALL, "answered")]
        sent, complaint = model.calls()[1].heard.lines[-2:]
        assert sent == ("assistant", '{"verdict": "maybe", "why": "x"}')
        assert "verdict: Input should be" in complaint[1]
        assert "why: String should have at least 2" in complaint[1]
        assert "maybe" not in complaint[1]

    @pytest.mark.parametrize(
        ("fault", "outcome"), [(Fault.malformed, "unusable"), (Fault.truncated, "truncated")]
    )
    async def test_does_so_once(
        self, llm: Desk, model: Running, rows: Rows, fault: Fault, outcome: str
    ) -> None:
        model.answers("judge_answer", RIGHT)
        model.fails("judge_answer", fault)
        await failure(llm, Unusable)
        assert await rows() == [(SMALL, outcome)] * 2

    async def test_at_the_worst_makes_three_calls(
        self, llm: Desk, model: Running, rows: Rows
    ) -> None:
        model.answers("judge_answer", {"verdict": "maybe"})
        model.fails("judge_answer", Fault.error, times=1)
        await failure(llm, Unusable)
        assert [outcome for _, outcome in await rows()] == ["failed", "unusable", "unusable"]

    async def test_ends_in_time_when_the_model_hangs(
        self, sessions: Sessions, model: Running, rows: Rows
    ) -> None:
        model.fails("judge_answer", Fault.hang)
        started = time.monotonic()
        async with a_desk(sessions, model, manners=BRISK) as llm:
            await failure(llm, Unavailable)
        assert 1 <= time.monotonic() - started < 4
        assert await rows() == [(SMALL, "timeout")] * 2

    async def test_waits_for_its_turn_no_longer_than_that_either(
        self, sessions: Sessions, model: Running
    ) -> None:
        model.fails("judge_answer", Fault.hang)
        started = time.monotonic()
        async with a_desk(sessions, model, manners=BRISK, slots=1) as llm:
            ends = await asyncio.gather(
                *[llm.ask(asked(), Finding) for _ in range(6)], return_exceptions=True
            )
        assert all(isinstance(one, Unavailable) for one in ends)
        assert time.monotonic() - started < 6

    async def test_a_request_that_nobody_would_take_is_not_repeated(
        self, llm: Desk, model: Running, rows: Rows
    ) -> None:
        await failure(llm, Unusable)  # nothing is scripted: 400
        assert await rows() == [(SMALL, "rejected")]

    def test_no_role_may_take_longer_than_was_promised(self) -> None:
        assert set(MANNERS) == set(Role)
        assert max(manner.deadline for manner in MANNERS.values()) <= LONGEST == 45


class TestFallback:
    async def test_is_asked_when_the_first_model_fails(
        self, sessions: Sessions, model: Running, rows: Rows
    ) -> None:
        model.answers("judge_answer", RIGHT)
        model.fails("judge_answer", Fault.rate_limited, times=1, retry_after=300)
        async with a_desk(sessions, model, fallback=LARGE) as llm:
            assert (await llm.ask(asked(), Finding)).model == LARGE
        assert await rows() == [(SMALL, "limited"), (LARGE, "answered")]

    async def test_is_asked_when_the_first_model_is_unknown(
        self, sessions: Sessions, model: Running, rows: Rows
    ) -> None:
        model.answers("judge_answer", RIGHT)
        async with a_desk(sessions, model, usual="nobody", fallback=LARGE) as llm:
            assert (await llm.ask(asked(), Finding)).model == LARGE
        assert await rows() == [("nobody", "denied"), (LARGE, "answered")]


class TestBreaker:
    async def test_opens_after_failures_in_a_row_and_closes_after_a_probe(
        self, sessions: Sessions, model: Running, rows: Rows
    ) -> None:
        model.answers("judge_answer", RIGHT)
        model.fails("judge_answer", Fault.error)
        async with a_desk(sessions, model, breaker=Breaker(most=4, rest=0.5)) as llm:
            for _ in range(5):
                await failure(llm, Unavailable)
            assert len(await rows()) == len(model.calls()) == 4
            model.reset()
            model.answers("judge_answer", RIGHT)
            await asyncio.sleep(0.6)
            for _ in range(3):
                await llm.ask(asked(), Finding)
            assert len(model.calls()) == 3

    async def test_spares_those_who_wait_when_the_model_hangs(
        self, sessions: Sessions, model: Running, rows: Rows
    ) -> None:
        model.fails("judge_answer", Fault.hang)
        started = time.monotonic()
        manners = {Role.judge: Manner(0.0, 200, patience=2.0, deadline=10.0)}
        async with a_desk(sessions, model, manners=manners, slots=8) as llm:
            ends = await asyncio.gather(
                *[llm.ask(asked(), Finding) for _ in range(60)], return_exceptions=True
            )
        assert all(isinstance(one, Unavailable) for one in ends)
        assert time.monotonic() - started < 6  # one patience, not one after another
        assert await rows() == [(SMALL, "timeout")] * 8

    async def test_sends_everything_to_the_other_model(
        self, sessions: Sessions, model: Running, rows: Rows
    ) -> None:
        model.answers("judge_answer", RIGHT)
        model.fails("judge_answer", Fault.error, times=1)
        async with a_desk(sessions, model, fallback=LARGE, breaker=Breaker(most=1)) as llm:
            for _ in range(3):
                assert (await llm.ask(asked(), Finding)).model == LARGE
        assert await rows() == [(SMALL, "failed"), *[(LARGE, "answered")] * 3]


class TestStream:
    async def test_gives_the_pieces(self, llm: Desk, model: Running, rows: Rows) -> None:
        model.answers("judge_answer", "One two three.")
        assert [one async for one in llm.stream(asked())] == ["One ", "two ", "three."]
        assert await rows() == [(SMALL, "answered")]

    async def test_stops_the_call_when_nobody_listens(
        self, llm: Desk, model: Running, rows: Rows
    ) -> None:
        model.answers("judge_answer", "word " * 500, drip=0.02)
        async with aclosing(llm.stream(asked())) as pieces:  # type: ignore[type-var]
            async for _ in pieces:
                break
        assert await rows() == [(SMALL, "stopped")]
        for _ in range(100):
            if model.calls()[0].outcome == "gone":
                break
            await asyncio.sleep(0.05)
        assert model.calls()[0].outcome == "gone"

    async def test_begins_again_while_nothing_was_said(
        self, llm: Desk, model: Running, rows: Rows
    ) -> None:
        model.answers("judge_answer", "One two.")
        model.fails("judge_answer", Fault.error, times=1)
        assert "".join([one async for one in llm.stream(asked())]) == "One two."
        assert await rows() == [(SMALL, "failed"), (SMALL, "answered")]

    async def test_does_not_begin_again_half_way(
        self, llm: Desk, model: Running, rows: Rows
    ) -> None:
        model.answers("judge_answer", "One two three four five six.")
        model.fails("judge_answer", Fault.drop)
        heard: list[str] = []
        with pytest.raises(Unavailable):
            await listen(llm, heard)
        assert heard[0] == "One "
        assert await rows() == [(SMALL, "unreachable")]

    async def test_ends_when_no_piece_comes_in_time(
        self, sessions: Sessions, model: Running, rows: Rows
    ) -> None:
        model.answers("judge_answer", "One two three.", drip=30)
        async with a_desk(sessions, model, manners=BRISK) as llm:
            with pytest.raises(Unavailable):
                async for _ in llm.stream(asked()):
                    pass
        assert {outcome for _, outcome in await rows()} == {"timeout"}

    async def test_does_not_count_what_the_listener_takes(
        self, sessions: Sessions, model: Running
    ) -> None:
        model.answers("judge_answer", "One two three.", drip=0.05)
        async with a_desk(sessions, model, manners=BRISK) as llm:
            heard: list[str] = []
            await listen(llm, heard, pause=1)
        assert len(heard) == 3

    async def test_silence_is_of_no_use(self, llm: Desk, model: Running, rows: Rows) -> None:
        model.answers("judge_answer", "")
        with pytest.raises(Unusable):
            async for _ in llm.stream(asked()):
                pass
        assert await rows() == [(SMALL, "unusable")] * 2


class TestNoLlm:
    async def test_says_so_at_once(self) -> None:
        with pytest.raises(Unavailable):
            await NoLlm().ask(asked(), Finding)
        with pytest.raises(Unavailable):
            async for _ in NoLlm().stream(asked()):
                pass


class TestBudget:
    async def test_of_nothing_allows_no_call(self, sessions: Sessions, model: Running) -> None:
        none = Limits(learner=1, day=0, roles={})
        async with a_desk(sessions, model, limits=none) as llm:
            await failure(llm, OverBudget)
        assert model.calls() == []

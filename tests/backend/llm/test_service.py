"""The desk with the real SDK, against a server that speaks the API well and badly."""

import asyncio
import time

import pytest

from backend.db import Sessions
from backend.llm.asking import OverBudget, Refused, Role, Unavailable, Unusable
from backend.llm.booking import Limits
from backend.llm.roles import LONGEST, MANNERS
from backend.llm.service import Desk, NoLlm
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.llm.asking import BRISK, RIGHT, Finding, Rows, asked, failure
from tests.llm import SMALL, a_desk


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

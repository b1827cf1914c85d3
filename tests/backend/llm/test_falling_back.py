import asyncio
import time

from backend.db import Sessions
from backend.llm.asking import Role, Unavailable
from backend.llm.breaker import Breaker
from backend.llm.roles import Manner
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.llm.asking import RIGHT, Finding, Rows, asked, failure
from tests.llm import LARGE, SMALL, a_desk


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

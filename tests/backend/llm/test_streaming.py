import asyncio
from contextlib import aclosing

import pytest

from backend.db import Sessions
from backend.llm.asking import Unavailable, Unusable
from backend.llm.service import Desk
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.llm.asking import BRISK, Rows, asked, listen
from tests.llm import SMALL, a_desk


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

"""Money: reserved, settled, given back; never more than there is."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeAlias

import pytest
from sqlalchemy import text

from backend.db import Sessions
from backend.kit.clock import utc_now
from backend.llm import booking, prices
from backend.llm.asking import Asked, Line, OverBudget, Prompt, Replied, Role, Unavailable
from backend.llm.booking import Books, Ended, Limits
from backend.llm.calling import Call, Outcome, Usage
from backend.users.models import User
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.llm.asking import RIGHT, Finding
from tests.llm import PRICES, RICH, a_desk

Sql: TypeAlias = Callable[..., Awaitable[list[Any]]]

CALL = Call("parley-small", "Task: t\nDo.", (Line("user", "x"),), 0.0, 100, 5.0)
WANT = PRICES.of(CALL.model, prices.most(CALL))
DOLLAR = 1_000_000


def asked(user_id: int | None = None, role: Role = Role.judge) -> Asked:
    return Asked(role, Prompt("t", 1, CALL.system), CALL.lines, user_id)


@pytest.fixture
def sql(sessions: Sessions) -> Sql:
    async def sql(statement: str, **values: Any) -> list[Any]:
        async with sessions.begin() as session:
            done: Any = await session.execute(text(statement), values)
            return [tuple(row) for row in done] if done.returns_rows else []

    return sql


@pytest.fixture
async def user_id(sessions: Sessions) -> int:
    async with sessions.begin() as session:
        user = User(name="Ana", locale="en", timezone="UTC")
        session.add(user)
        await session.flush()
        return user.id


def books(sessions: Sessions, limits: Limits = RICH) -> Books:
    return Books(sessions, PRICES, limits)


def room_for(calls: float) -> float:
    return WANT * calls / DOLLAR


BUDGETS = "SELECT scope, spent, reserved FROM llm_budgets ORDER BY scope"


class TestOpen:
    async def test_reserves_in_every_scope_and_writes_the_call(
        self, sessions: Sessions, sql: Sql, user_id: int
    ) -> None:
        await books(sessions).open(asked(user_id), CALL)
        scopes = ["all", "role:judge", f"user:{user_id}"]
        assert await sql(BUDGETS) == [(scope, 0, WANT) for scope in scopes]
        written = "SELECT role, prompt, prompt_version, model, user_id, outcome FROM llm_calls"
        assert await sql(written) == [("judge", "t", 1, "parley-small", user_id, "open")]

    @pytest.mark.parametrize(
        "limits",
        [
            Limits(learner=room_for(2), day=9, roles={}),
            Limits(learner=9, day=room_for(2), roles={}),
            Limits(learner=9, day=9, roles={Role.judge: room_for(2)}),
        ],
    )
    async def test_refuses_when_any_scope_is_full_and_leaves_no_trace(
        self, sessions: Sessions, sql: Sql, user_id: int, limits: Limits
    ) -> None:
        books_ = books(sessions, limits)
        for _ in range(2):
            await books_.open(asked(user_id), CALL)
        before = await sql(BUDGETS)
        with pytest.raises(OverBudget):
            await books_.open(asked(user_id), CALL)
        assert await sql(BUDGETS) == before
        assert await sql("SELECT count(*) FROM llm_calls") == [(2,)]

    async def test_each_learner_has_a_budget_of_their_own(
        self, sessions: Sessions, user_id: int
    ) -> None:
        books_ = books(sessions, Limits(learner=room_for(1), day=9, roles={}))
        await books_.open(asked(user_id), CALL)
        await books_.open(asked(), CALL)  # on nobody's
        with pytest.raises(OverBudget):
            await books_.open(asked(user_id), CALL)

    async def test_roles_without_a_limit_share_that_of_the_day(self, sessions: Sessions) -> None:
        books_ = books(sessions, Limits(learner=9, day=9, roles={Role.generate: 0}))
        await books_.open(asked(), CALL)
        with pytest.raises(OverBudget):
            await books_.open(asked(role=Role.generate), CALL)

    async def test_never_passes_a_limit_however_many_come_at_once(
        self, sessions: Sessions, sql: Sql, user_id: int
    ) -> None:
        books_ = books(sessions, Limits(learner=9, day=room_for(7), roles={}))
        ends = await asyncio.gather(
            *[books_.open(asked(user_id), CALL) for _ in range(50)], return_exceptions=True
        )
        refused = [one for one in ends if isinstance(one, OverBudget)]
        assert len(refused) == 43
        assert await sql("SELECT reserved FROM llm_budgets WHERE scope = 'all'") == [(7 * WANT,)]

    async def test_another_day_has_money_again(self, sessions: Sessions, tomorrow: None) -> None:
        await books(sessions, Limits(learner=9, day=room_for(1), roles={})).open(asked(), CALL)


class TestSettle:
    async def test_books_what_it_cost_and_gives_back_the_rest(
        self, sessions: Sessions, sql: Sql
    ) -> None:
        books_ = books(sessions)
        open_call = await books_.open(asked(), CALL)
        ended = Ended(Outcome.answered, 1.5, Usage(10, 4, 3), "text", "parley-small-2")
        cost = await books_.settle(open_call, ended)
        assert cost == 6 * 1 + 4 * 0.5 + 3 * 4
        assert await sql(BUDGETS) == [("all", 20, 0), ("role:judge", 20, 0)]
        columns = "outcome, answered_by, input_tokens, cached_tokens, output_tokens, cost"
        assert await sql(f"SELECT {columns}, milliseconds FROM llm_calls") == [
            ("answered", "parley-small-2", 10, 4, 3, 20, 1500)
        ]

    async def test_twice_is_once(self, sessions: Sessions, sql: Sql) -> None:
        books_ = books(sessions)
        open_call = await books_.open(asked(), CALL)
        for _ in range(2):
            await books_.settle(open_call, Ended(Outcome.answered, 1, Usage(10, 0, 0)))
        assert await sql(BUDGETS) == [("all", 10, 0), ("role:judge", 10, 0)]

    @pytest.mark.parametrize(
        ("outcome", "free"),
        [
            (Outcome.failed, True),
            (Outcome.limited, True),
            (Outcome.unreachable, True),
            (Outcome.timeout, False),
            (Outcome.stopped, False),
        ],
    )
    async def test_guesses_where_nobody_tells(
        self, sessions: Sessions, outcome: Outcome, free: bool
    ) -> None:
        books_ = books(sessions)
        cost = await books_.settle(await books_.open(asked(), CALL), Ended(outcome, 1))
        assert (cost == 0) is free
        assert cost < WANT / 10

    async def test_pays_for_what_was_said_before_the_line_broke(self, sessions: Sessions) -> None:
        books_ = books(sessions)
        ended = Ended(Outcome.unreachable, 1, text="word " * 20)
        assert await books_.settle(await books_.open(asked(), CALL), ended) > 100

    async def test_goes_on_when_the_learner_is_gone(
        self, sessions: Sessions, sql: Sql, user_id: int
    ) -> None:
        books_ = books(sessions)
        open_call = await books_.open(asked(user_id), CALL)
        await sql("DELETE FROM users WHERE id = :id", id=user_id)
        await books_.settle(open_call, Ended(Outcome.answered, 1, Usage(10, 0, 0)))
        assert await sql("SELECT outcome, user_id FROM llm_calls") == [("answered", None)]


class TestLapse:
    async def test_gives_back_what_a_killed_process_had_reserved(
        self, sessions: Sessions, sql: Sql
    ) -> None:
        books_ = books(sessions, Limits(learner=9, day=room_for(1.5), roles={}))
        await books_.open(asked(), CALL)
        with pytest.raises(OverBudget):
            await books_.open(asked(), CALL)
        async with sessions.begin() as session:
            assert await booking.lapse(session, now=utc_now()) == 0
        async with sessions.begin() as session:
            assert await booking.lapse(session, now=utc_now() + timedelta(minutes=6)) == 1
        assert await sql("SELECT outcome FROM llm_calls") == [("lost",)]
        [(spent, reserved)] = await sql("SELECT spent, reserved FROM llm_budgets LIMIT 1")
        assert (0 < spent < WANT / 10, reserved) == (True, 0)
        await books_.open(asked(), CALL)

    async def test_what_comes_too_late_changes_nothing(self, sessions: Sessions, sql: Sql) -> None:
        books_ = books(sessions)
        open_call = await books_.open(asked(), CALL)
        async with sessions.begin() as session:
            await booking.lapse(session, now=utc_now() + timedelta(minutes=6))
        before = await sql(BUDGETS)
        await books_.settle(open_call, Ended(Outcome.answered, 1, Usage(10, 0, 90)))
        assert await sql(BUDGETS) == before


class TestDesk:
    async def test_makes_exactly_as_many_calls_as_there_is_money_for(
        self, sessions: Sessions, model: Running, sql: Sql
    ) -> None:
        model.answers("t", RIGHT, slow=2)  # all have reserved before the first one ends
        async with a_desk(sessions, model, slots=60) as desk:
            await desk.ask(asked(), Finding)
        [(want,)] = await sql("SELECT reserved FROM llm_calls")
        await sql("DELETE FROM llm_budgets")
        model.reset()
        model.answers("t", RIGHT, slow=2)
        limits = Limits(learner=9, day=want * 7 / DOLLAR, roles={})
        async with a_desk(sessions, model, limits=limits, slots=60) as desk:
            ends = await asyncio.gather(
                *[desk.ask(asked(), Finding) for _ in range(50)], return_exceptions=True
            )
        assert len(model.calls()) == len([one for one in ends if isinstance(one, Replied)]) == 7
        assert len([one for one in ends if isinstance(one, OverBudget)]) == 43
        [(spent, reserved)] = await sql(
            "SELECT spent, reserved FROM llm_budgets WHERE scope = 'all'"
        )
        assert reserved == 0
        assert 0 < spent <= want * 7

    async def test_settles_a_call_whose_caller_was_cancelled(
        self, sessions: Sessions, model: Running, sql: Sql
    ) -> None:
        model.fails("t", Fault.hang)
        async with a_desk(sessions, model) as desk:
            asking = asyncio.create_task(desk.ask(asked(), Finding))
            while not model.calls():
                await asyncio.sleep(0.02)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
        assert await sql("SELECT outcome FROM llm_calls") == [("stopped",)]
        assert await sql("SELECT max(reserved) FROM llm_budgets") == [(0,)]

    async def test_tells_of_the_failure_when_there_is_no_money_for_another_try(
        self, sessions: Sessions, model: Running, sql: Sql
    ) -> None:
        model.fails("t", Fault.hang)
        async with a_desk(sessions, model) as desk:
            asking = asyncio.create_task(desk.ask(asked(), Finding))
            while not model.calls():
                await asyncio.sleep(0.02)
            [(want,)] = await sql("SELECT reserved FROM llm_calls")
            asking.cancel()
            await asyncio.wait([asking])
        await sql("DELETE FROM llm_budgets")
        model.reset()
        model.answers("t", {"verdict": "maybe"})  # paid for, and sent back for repair
        limits = Limits(learner=9, day=want / DOLLAR, roles={})
        async with a_desk(sessions, model, limits=limits) as desk:
            with pytest.raises(Exception, match="verdict: Input should be") as raised:
                await desk.ask(asked(), Finding)
        assert not isinstance(raised.value, OverBudget | Unavailable)
        assert len(model.calls()) == 1

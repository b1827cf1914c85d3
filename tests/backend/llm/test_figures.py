from backend.db import Sessions
from backend.kit.clock import utc_now
from backend.llm import figures
from backend.llm.asking import Role, Unavailable
from backend.llm.booking import Limits
from backend.llm.calling import Outcome
from backend.llm.service import Desk
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.llm.asking import RIGHT, Finding, asked, failure

LIMITS = Limits(learner=1, day=2, roles={Role.generate: 1})


class TestOfToday:
    async def test_sums_up_calls_money_and_failures(
        self, llm: Desk, model: Running, sessions: Sessions
    ) -> None:
        model.answers("judge_answer", RIGHT)
        for _ in range(3):
            await llm.ask(asked(), Finding)
        model.fails("judge_answer", Fault.error, times=1)
        await llm.ask(asked(), Finding)
        async with sessions() as session:
            today = await figures.of_today(session, LIMITS, now=utc_now())
        [answered, failed] = today.calls
        assert (answered.role, answered.model) == (Role.judge, "parley-small")
        assert (answered.outcome, answered.calls) == (Outcome.answered, 4)
        assert (failed.outcome, failed.calls, failed.cost) == (Outcome.failed, 1, 0)
        assert answered.cost > 0 and answered.median_ms >= 0
        everything = today.budgets[0]
        assert (everything.scope, everything.most) == ("all", 2_000_000)
        assert everything.spent == answered.cost
        assert everything.left == everything.most - everything.spent
        limits = {one.scope: one.most for one in today.budgets}
        assert limits["role:generate"] == 1_000_000
        assert limits["role:judge"] == 2_000_000
        assert today.failing == []

    async def test_names_models_of_which_nothing_good_comes(
        self, llm: Desk, model: Running, sessions: Sessions
    ) -> None:
        model.fails("judge_answer", Fault.error)
        for _ in range(3):
            await failure(llm, Unavailable)
        async with sessions() as session:
            today = await figures.of_today(session, LIMITS, now=utc_now())
        assert today.failing == ["parley-small"]

    async def test_of_a_quiet_day_is_all_there_is_to_spend(self, sessions: Sessions) -> None:
        async with sessions() as session:
            today = await figures.of_today(session, LIMITS, now=utc_now())
        assert today.calls == []
        assert {one.left for one in today.budgets} == {2_000_000, 1_000_000}


class TestLeftToday:
    async def test_is_a_share(self, sessions: Sessions) -> None:
        async with sessions() as session:
            assert await figures.left_today(session, LIMITS, 7, now=utc_now()) == 1.0


class TestFailing:
    def test_takes_five_in_a_row(self) -> None:
        bad, mute = Outcome.timeout, Outcome.stopped
        assert figures.failing({"a": [bad] * 5, "b": [bad] * 4, "c": [bad] * 4 + [mute]}) == ["a"]
        assert figures.failing({"a": [bad, bad, Outcome.refused, bad, bad]}) == []

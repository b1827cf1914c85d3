from datetime import UTC, date, datetime
from random import Random

from backend.patterns.life import RESOLVING_DAYS, Life, after_right, after_wrong
from backend.reviews.mistakes import MistakeState

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAYS = [date(2026, 5, day) for day in range(1, 20)]


class TestAfterWrong:
    def test_begins_recurs_and_relapses(self) -> None:
        first = after_wrong(None, now=NOW)
        second = after_wrong(first, now=NOW)
        resolved = after_right(second, DAYS[:RESOLVING_DAYS])
        third = after_wrong(resolved, now=NOW)
        states = [each.state for each in (first, second, resolved, third)]
        assert states == [
            MistakeState.new,
            MistakeState.recurring,
            MistakeState.resolved,
            MistakeState.relapsed,
        ]
        assert (third.times, third.right_days, third.right_day) == (3, 0, None)


class TestAfterRight:
    def test_is_resolved_on_the_third_distinct_day_only(self) -> None:
        life = after_wrong(None, now=NOW)
        for day in (DAYS[0], DAYS[0], DAYS[1], DAYS[1]):
            life = after_right(life, [day])
            assert life.state is MistakeState.improving
        assert after_right(life, [DAYS[5]]).state is MistakeState.resolved

    def test_nothing_right_changes_nothing(self) -> None:
        life = after_wrong(None, now=NOW)
        assert after_right(life, []) == life

    def test_seeing_all_days_again_is_seeing_each_once(self) -> None:
        """The log is read anew each time: its older days are in it."""
        chance = Random(7)
        for _ in range(300):
            days = sorted(chance.choices(DAYS, k=chance.randrange(1, 6)))
            at_once: Life = after_right(after_wrong(None, now=NOW), days)
            step_by_step = after_wrong(None, now=NOW)
            for number in range(len(days)):
                step_by_step = after_right(step_by_step, days[: number + 1])
            assert step_by_step == at_once
            assert (at_once.state is MistakeState.resolved) == (len(set(days)) >= RESOLVING_DAYS)

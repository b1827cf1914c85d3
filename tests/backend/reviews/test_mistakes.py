from datetime import UTC, date, datetime, timedelta

from backend.reviews.mistakes import (
    RETURN_AFTER,
    RETURN_LATER,
    MistakeState,
    Slip,
    after_right,
    after_wrong,
)

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)


def wrong(slip: Slip | None = None, *, answered: int = 1, exercise_id: int = 5) -> Slip:
    return after_wrong(slip, exercise_id=exercise_id, answered=answered, now=NOW)


def right(slip: Slip, *, day: date = MONDAY) -> Slip:
    """Right when it came back."""
    found = after_right(slip, answered=slip.due_answer + 1, day=day)
    assert found is not None
    return found


class TestTheLifeOfAMistake:
    def test_runs_from_new_to_resolved_on_two_days_and_may_relapse(self) -> None:
        slip = wrong()
        states = [slip.state]
        for step in (
            wrong,
            lambda s: right(s, day=MONDAY),
            lambda s: right(s, day=MONDAY),
            lambda s: right(s, day=TUESDAY),
            wrong,
            wrong,
        ):
            slip = step(slip)
            states.append(slip.state)
        assert " ".join(states) == "new recurring improving improving resolved relapsed recurring"
        assert slip.times == 4

    def test_once_improving_another_fault_is_recurring_and_takes_the_days_away(self) -> None:
        slip = wrong(right(wrong()))
        assert (slip.state, slip.right_days, slip.right_day) == (MistakeState.recurring, 0, None)
        assert right(slip, day=TUESDAY).state is MistakeState.improving

    def test_is_not_resolved_on_one_day_however_often_it_is_right(self) -> None:
        slip = wrong()
        for _ in range(10):
            slip = right(slip)
        assert slip.state is MistakeState.improving


class TestAfterWrong:
    def test_it_returns_after_three_others(self) -> None:
        assert wrong(answered=7).due_answer == 7 + RETURN_AFTER == 10

    def test_it_remembers_the_exercise_and_the_moment(self) -> None:
        slip = wrong(wrong(exercise_id=5), exercise_id=9)
        assert (slip.exercise_id, slip.happened_at, slip.times) == (9, NOW, 2)


class TestAfterRight:
    def test_it_waits_for_a_later_session(self) -> None:
        slip = wrong(answered=5)
        assert right(slip).due_answer == slip.due_answer + 1 + RETURN_LATER == 29

    def test_before_it_was_to_return_changes_nothing(self) -> None:
        slip = wrong(answered=5)
        assert after_right(slip, answered=slip.due_answer, day=MONDAY) is None

    def test_before_it_was_to_return_counts_where_the_learner_has_asked_for_it(self) -> None:
        slip = wrong(answered=5)
        mended = after_right(slip, answered=6, day=MONDAY, asked=True)
        assert mended is not None
        assert (mended.state, mended.right_days) == (MistakeState.improving, 1)

    def test_on_another_day_than_the_last_one_counts_at_once(self) -> None:
        slip = right(wrong(answered=5), day=MONDAY)
        assert after_right(slip, answered=10, day=MONDAY) is None
        done = after_right(slip, answered=10, day=TUESDAY)
        assert done is not None
        assert done.state is MistakeState.resolved

    def test_where_nothing_was_wrong_nothing_changes(self) -> None:
        assert after_right(None, answered=3, day=MONDAY) is None

    def test_of_a_resolved_mistake_changes_nothing(self) -> None:
        resolved = right(right(wrong(), day=MONDAY), day=TUESDAY)
        assert resolved.state is MistakeState.resolved
        assert after_right(resolved, answered=99, day=TUESDAY + timedelta(days=1)) is None
